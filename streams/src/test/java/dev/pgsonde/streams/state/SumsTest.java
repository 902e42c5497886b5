package dev.pgsonde.streams.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Tumbling.Share;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Rows share entries of the store, and nobody notices. */
class SumsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ROWS = 2000;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("any").get();
    private final RecordStore open = new RecordStore(store);
    private final Sums sums = new Sums(open);

    @Test
    void allRowsAreTakenOutAndNothingIsLeft() {
        fill(cell(""), 0);
        fill(cell("other"), 5);
        ViewWindow taken = cell("").take();
        assertThat(taken.rows()).hasSize(ROWS);
        assertThat(taken.rows().get("row-17")).usingRecursiveComparison().isEqualTo(row(17));
        assertThat(cell("").view()).isNull();
        assertThat(cell("").row("row-17")).isNull();
        assertThat(cell("other").take().rows()).hasSize(ROWS);
        assertThat(count()).isZero();
    }

    @Test
    void aRowThatIsPutAgainLeavesThoseBesideItAsTheyWere() {
        fill(cell(""), 0);
        Sums.Cell again = cell("");
        again.put("row-3", row(333));
        again.keep();
        Sums.Cell later = cell("");
        assertThat(later.row("row-3")).usingRecursiveComparison().isEqualTo(row(333));
        for (int n = 4; n < ROWS; n++) {
            assertThat(later.row("row-" + n)).usingRecursiveComparison().isEqualTo(row(n));
        }
    }

    @Test
    void manyRowsTakeFewEntries() {
        fill(cell(""), 0);
        assertThat(count()).isLessThanOrEqualTo(129);
    }

    @Test
    void whatIsNotKeptIsTakenAllTheSame() {
        Sums.Cell cell = cell("");
        cell.put(ViewSums.empty("statement", "life", List.of(), List.of("a"), List.of()));
        cell.put("late", row(1));
        assertThat(cell.take().rows()).containsOnlyKeys("late");
        assertThat(cell.row("late")).isNull();
    }

    private void fill(Sums.Cell cell, int more) {
        cell.put(ViewSums.empty("statement", "life", List.of(), List.of("a"), List.of()));
        for (int n = 0; n < ROWS; n++) {
            cell.put("row-" + n, row(n + more));
        }
        cell.keep();
    }

    private Sums.Cell cell(String database) {
        return sums.cell("server", START, "statements", database);
    }

    private static RowSums row(long number) {
        return RowSums.empty(1).plus(Values.of(number), new Share(START, 0, 10, 10, false));
    }

    private int count() {
        open.commit();
        List<Bytes> keys = new ArrayList<>();
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys.size();
    }
}

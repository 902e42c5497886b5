package dev.pgsonde.streams.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentRowsTest {
    private final RecentRows recent = new RecentRows();

    @Test
    void whatWasWantedLongestAgoMakesRoom() {
        of("database").put("app", row(1));
        fill(of("statements"), 15_000);
        of("database");
        fill(of("tables"), 5_000);

        assertThat(of("tables")).hasSize(5_000);
        assertThat(of("database")).containsEntry("app", row(1));
        assertThat(of("statements")).isEmpty();
    }

    @Test
    void aViewThatIsTooLargeDoesNotStay() {
        fill(of("tables"), RecentRows.MOST + 1);
        assertThat(of("tables")).isEmpty();

        of("tables").put("t", row(2));
        assertThat(of("tables")).containsOnly(Map.entry("t", row(2)));
    }

    private Map<String, Row> of(String view) {
        return recent.of("orders", view, "");
    }

    private static void fill(Map<String, Row> rows, int count) {
        for (int n = 0; n < count; n++) {
            rows.put("q" + n, row(n));
        }
    }

    private static Row row(long value) {
        return new Row(Values.of(), Values.of(value), Values.of());
    }
}

package dev.pgsonde.streams.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Tumbling.Share;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What is remembered is remembered exactly, and takes little room. */
class StateSizeTest {
    private static final int COUNTERS = 43;
    private static final int MOVING = 12;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Random random = new Random(3);

    /** A statement that runs all the time: its last frame, and its sums in three windows, with a key of its own even there. */
    @Test
    void aRowTakesAtMostSixHundredBytes() {
        Row row = new Row(Values.of(1_772_366_400_000_000L, 0), counters(1_000_000_000L), Values.of());
        RowSums sums = RowSums.empty(COUNTERS).plus(counters(1_000_000), new Share(START, 0, 30_000, 30_000, false));
        KeyValueStore<org.apache.kafka.common.utils.Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("any"), Serdes.Bytes(), Serdes.ByteArray())
                .build();
        Table<Row> rows = new Table<>(new RecordStore(store), 'r', FramePacking.ROW);
        String subject = "application.app_user.-8012345678901234567.true";
        int frame =
                rows.key("orders-primary", "statements", "", subject).get().length + FramePacking.ROW.pack(row).length;
        int window = rows.key("orders-primary", Table.sortable(START), "statements", "", "7f")
                        .get()
                        .length
                + SumPacking.ROWS.pack(new TreeMap<>(Map.of(subject, sums))).length;

        assertThat(frame + window).isLessThanOrEqualTo(600);
    }

    @Test
    void whatIsPackedComesBack() {
        Row row = new Row(
                new Values(new long[] {7, 0}, new boolean[] {true, false}), counters(1L << 59), Values.of(-3, 0, 5));
        RowSums sums = RowSums.empty(COUNTERS)
                .plus(counters(9), new Share(START, 0, 10, 20, true))
                .without("gap")
                .reading(Readings.of(Values.of(4, 5)).then(2, Values.of(4, 6)));

        assertThat(FramePacking.ROW.unpack(FramePacking.ROW.pack(row))).isEqualTo(row);
        RowSums back = SumPacking.ROW.unpack(SumPacking.ROW.pack(sums));
        assertThat(back).usingRecursiveComparison().isEqualTo(sums);
    }

    private Values counters(long most) {
        long[] numbers = new long[COUNTERS];
        boolean[] known = new boolean[COUNTERS];
        Arrays.fill(known, true);
        known[COUNTERS - 1] = false;
        for (int n = 0; n < MOVING; n++) {
            numbers[3 * n] = random.nextLong(most);
        }
        return new Values(numbers, known);
    }
}

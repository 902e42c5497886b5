package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.changes;
import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.gauge;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in one record. */
class WideWindowsTest {
    private final Pipeline pipeline;

    WideWindowsTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aSubjectThatMovedHasAllItsCountersAndGaugesInOneRecord() {
        take(0, tables(0, new long[] {5, 5, 5}, new long[] {1, 1, 1}, new long[] {7, 8, 9}));
        // a counts, b holds more, c stands still
        take(30, changes(tables(30, new long[] {25, 5}, new long[] {1, 1}, new long[] {7, 11}), 2, List.of()));
        take(60, changes(tables(60), 3, List.of()));

        List<Window> second = pipeline.records().stream()
                .filter(window -> window.view().equals("tables"))
                .filter(window -> window.start().equals(Samples.at(0)))
                .filter(window -> window.reason() == null)
                .toList();
        assertThat(second).hasSize(2).allSatisfy(window -> {
            assertThat(window.grain()).isEqualTo("relation");
            assertThat(window.sums().names())
                    .containsExactly("tables.n_tup_ins", "tables.n_tup_del", "tables.n_live_tup");
            assertThat(window.largest().names()).containsExactly("tables.n_live_tup");
        });
        assertThat(second.get(0).labels()).isEqualTo(Map.of("database", "app", "table", "a"));
        assertThat(second.get(0).sums().of("tables.n_tup_ins")).hasValue(20);
        assertThat(second.get(0).sums().of("tables.n_tup_del")).hasValue(0);
        assertThat(second.get(0).sums().of("tables.n_live_tup"))
                .hasValue(7L * second.get(0).readings());
        assertThat(second.get(1).subject()).isEqualTo("app.b");
        assertThat(second.get(1).sums().of("tables.n_tup_ins")).hasValue(0);
        assertThat(second.get(1).largest().of("tables.n_live_tup")).hasValue(11);
    }

    @Test
    void theWholeServerHasOneRecordWithBothSidesOfItsRatios() {
        pipeline.take(server("wal", 0, wal(1000)), Samples.commits(0, 10), round(0));
        pipeline.take(server("wal", 30, wal(4000)), Samples.commits(30, 13), round(30));

        List<Window> whole = pipeline.records().stream()
                .filter(window -> window.grain().equals("server"))
                .filter(window -> window.start().equals(Samples.at(0)))
                .toList();
        assertThat(whole).hasSize(1);
        Window server = whole.get(0);
        assertThat(server.subject()).isEqualTo(Samples.SOURCE);
        assertThat(server.sums().of("wal.wal_bytes")).hasValue(3000);
        assertThat(server.sums().of("database.xact_commit")).hasValue(3);
        assertThat(server.sums().of("wal_images.bytes?"))
                .as("this server has none")
                .hasValue(0);
        assertThat(server.sums().of("wal_lsn.lsn_bytes")).as("nobody asked").isEmpty();
    }

    @Test
    void aTermThatIsUnknownIsAbsentAndTheReasonNamesItsView() {
        pipeline.take(server("wal", 0, wal(1000)), Samples.commits(0, 10), round(0));
        pipeline.take(Samples.unreadable("wal", 30), Samples.commits(30, 13), round(30));

        Window server = pipeline.records().stream()
                .filter(window -> window.grain().equals("server"))
                .filter(window -> window.start().equals(Samples.at(0)))
                .findFirst()
                .orElseThrow();
        assertThat(server.sums().of("wal.wal_bytes")).isEmpty();
        assertThat(server.sums().of("database.xact_commit")).hasValue(3);
        assertThat(server.reason()).contains("wal: ");
    }

    private void take(double second, Sample sample) {
        pipeline.take(due(sample, second, 30), round(second, sample.round()));
    }

    private static Column wal(long bytes) {
        return counter("wal_bytes", bytes);
    }

    private static Sample tables(double second) {
        return Samples.sample("tables", "table", second, Samples.INCARNATION, List.of());
    }

    private static Sample tables(double second, long[] inserted, long[] deleted, long[] live) {
        String[] names = {"a", "b", "c"};
        String[] named = java.util.Arrays.copyOf(names, inserted.length);
        String[] databases = new String[inserted.length];
        java.util.Arrays.fill(databases, "app");
        return Samples.sample(
                "tables",
                "table",
                second,
                Samples.INCARNATION,
                List.of(
                        label("datname", databases),
                        label("table", named),
                        counter("n_tup_ins", inserted),
                        counter("n_tup_del", deleted),
                        gauge("n_live_tup", live)));
    }
}

package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of real load tests, worked out by hand at the time, through the whole topology. */
class FieldNotesTest {
    private final Pipeline pipeline;

    FieldNotesTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void thirtySecondsOfPostgres17() {
        List<WindowColumn> windows = difference(
                server("wal_io", 0, counter("flushes", 0), counter("flush_time_us", 0), counter("write_time_us", 0)),
                Samples.commits(0, 0),
                server(
                        "wal_io",
                        30,
                        counter("flushes", 49_040),
                        counter("flush_time_us", 16_378_000),
                        counter("write_time_us", 719_000)),
                Samples.commits(30, 99_745));

        assertThat(ratio("us_per_wal_flush", windows)).isCloseTo(334, within(0.5));
        assertThat(ratio("commits_per_wal_flush", windows)).isCloseTo(2.034, within(0.0005));
        assertThat((double) total("wal_io.write_time_us", windows) / total("wal_io.flushes", windows))
                .isCloseTo(14.7, within(0.05));
    }

    @Test
    void shareOfFullPageImagesOfARunOnPostgres18() {
        List<WindowColumn> windows = difference(
                server("wal", 0, counter("wal_records", 5), counter("wal_fpi", 7)),
                server("wal", 30, counter("wal_records", 34_077_589), counter("wal_fpi", 6_460_406)));

        assertThat(ratio("wal_fpi_share", windows)).isCloseTo(0.1896, within(0.00005));
    }

    @Test
    void bytesAndCommitsPerSecondComeFromWhatWasCovered() {
        List<WindowColumn> wal = difference(Samples.wal(0, 8_861_610_283L), Samples.wal(30, 9_334_854_530L));

        WindowColumn bytes = wal.stream()
                .filter(window -> window.total() != null)
                .findFirst()
                .orElseThrow();
        assertThat(1000.0 * total("wal_lsn.lsn_bytes", wal) / bytes.coveredMs()).isCloseTo(15.77e6, within(0.01e6));
    }

    @Test
    void commitsPerSecondOfThirtyFiveSeconds() {
        List<WindowColumn> windows = difference(Samples.commits(0, 5_462_602), Samples.commits(35, 5_560_995));

        long coveredMs = windows.stream()
                .filter(window -> window.total() != null)
                .mapToLong(WindowColumn::coveredMs)
                .sum();
        assertThat(1000.0 * total("database.xact_commit", windows) / coveredMs).isCloseTo(2811.2, within(0.05));
    }

    /** The log's "50 commits per flush" divided counters that began to count at different times. */
    @Test
    void countersThatWereResetAtDifferentTimesAreNeverDivided() {
        pipeline.take(server("wal_io", 0, counter("flushes", 190_886)), Samples.commits(0, 45_320_000), round(0));
        pipeline.take(
                server("wal_io", 30, counter("flushes", 908_822)),
                Samples.commitsAfterReset(30, 46_038_950),
                round(30));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().equals("database.*"))
                .extracting(WindowColumn::total, WindowColumn::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(null, "statistics_reset"));
    }

    private List<WindowColumn> difference(dev.pgsonde.schema.Sample... samples) {
        for (dev.pgsonde.schema.Sample sample : samples) {
            pipeline.take(sample);
        }
        return pipeline.take(round(60)).windows();
    }

    private static double ratio(String name, List<WindowColumn> windows) {
        Metric metric = Catalog.standard().metric(name).orElseThrow();
        return (double) sum(metric.numerator(), windows) / sum(metric.denominator(), windows);
    }

    private static long sum(Sum sum, List<WindowColumn> windows) {
        return sum.terms().stream()
                .mapToLong(term -> term.times() * total(term.counter(), windows))
                .sum();
    }

    private static long total(String counter, List<WindowColumn> windows) {
        return windows.stream()
                .filter(window -> window.metric().equals(counter))
                .mapToLong(window -> window.total() == null ? 0 : window.total())
                .sum();
    }
}

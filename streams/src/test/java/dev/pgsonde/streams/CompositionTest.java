package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.reset;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.sample;
import static dev.pgsonde.streams.Samples.server;
import static dev.pgsonde.streams.Samples.wal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Related;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F26 and F01 side by side: more in each transaction is no regression, dearer work is; and one onset is one incident. */
class CompositionTest {
    private final Pipeline pipeline;
    private final Random random = new Random(3);
    private long lsn;
    private long commits;
    private long rows;
    private long flushes;
    private long calls;
    private long walBytes;
    private int window;

    CompositionTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void batchingIsCompositionAndItsFewerFlushesAreTheSameIncident() {
        run(60, 1000, 1, 1600);
        run(20, 250, 4, 1600);

        List<Alert> alerts = pipeline.alerts();
        Alert wal = newest(alerts, "wal_bytes_per_commit");
        assertThat(wal.verdict()).isEqualTo(VerdictClass.COMPOSITION);
        assertThat(wal.severity()).isEqualTo(Severity.INFO);
        assertThat(wal.mixEffect()).isCloseTo(1.0, within(0.1));
        assertThat(wal.summary()).contains("done in each unit of work");
        assertThat(alerts).extracting(Alert::incident).containsOnly(wal.incident());
        assertThat(alerts.stream().flatMap(alert -> alert.related().stream()))
                .filteredOn(related -> related.metric().equals("wal_flushes_per_changed_row"))
                .extracting(Related::verdict)
                .contains(VerdictClass.IMPROVEMENT);
    }

    @Test
    void dearerRowsAreARegressionAndTheStatementIsNamed() {
        run(60, 1000, 1, 1600);
        run(20, 1000, 1, 3200);

        List<Alert> alerts = pipeline.alerts();
        Alert first = alerts.get(0);
        assertThat(first.metric()).isEqualTo("wal_bytes_per_commit");
        assertThat(first.verdict()).isEqualTo(VerdictClass.REGRESSION);
        assertThat(first.cause()).isEqualTo("statement");
        assertThat(first.causes().get(0).subjects()).containsExactly("app.web.42.true");
        assertThat(first.contributions()).singleElement().satisfies(part -> assertThat(part.rate())
                .isCloseTo(1.0, within(0.1)));
        assertThat(alerts).extracting(Alert::id).containsOnly(first.id());
        assertThat(newest(alerts, "wal_bytes_per_commit").related())
                .extracting(Related::metric)
                .containsExactly("wal_bytes_per_call");
    }

    private static Alert newest(List<Alert> alerts, String metric) {
        return alerts.stream()
                .filter(alert -> alert.metric().equals(metric))
                .reduce((one, other) -> other)
                .orElseThrow(() -> new AssertionError("no alert of " + metric + " in " + alerts));
    }

    private void run(int windows, int transactions, int rowsEach, int bytesPerRow) {
        for (int n = 0; n < windows; n++) {
            step(transactions, rowsEach, bytesPerRow);
        }
    }

    private void step(int transactions, int rowsEach, int bytesPerRow) {
        window++;
        int done = transactions + random.nextInt(transactions / 20);
        long changed = (long) done * rowsEach;
        long bytes = Math.round(changed * bytesPerRow * (1 + 0.02 * random.nextGaussian()));
        commits += done;
        rows += changed;
        flushes += done - random.nextInt(done / 30);
        calls += changed;
        lsn += bytes;
        walBytes += bytes;
        double now = 10.0 * window + 0.01;
        pipeline.take(
                wal(now, lsn),
                server("wal", now, counter("wal_bytes", walBytes), counter("wal_fpi", 0)),
                server("wal_io", now, counter("flushes", flushes)),
                database(now),
                statements(now),
                round(now));
    }

    private Sample database(double now) {
        return sample(
                "database",
                "database",
                now,
                Samples.INCARNATION,
                List.of(
                        label("datname", "app"),
                        counter("xact_commit", commits),
                        counter("tup_inserted", 0),
                        counter("tup_updated", rows),
                        counter("tup_deleted", 0),
                        reset("stats_reset", 1)));
    }

    private Sample statements(double now) {
        return sample(
                "statements",
                "statement",
                now,
                Samples.INCARNATION,
                List.of(
                        label("database", "app"),
                        label("user", "web"),
                        label("query_id", "42"),
                        label("toplevel", "true"),
                        counter("calls", calls),
                        counter("wal_bytes", walBytes),
                        counter("wal_fpi", 0)));
    }
}

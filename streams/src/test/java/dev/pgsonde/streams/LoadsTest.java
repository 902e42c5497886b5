package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.gauge;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.reset;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.sample;
import static dev.pgsonde.streams.Samples.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
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

/** F17: whoever brings more clients and gets no more transactions is told where the limit is. */
class LoadsTest {
    private final Pipeline pipeline;
    private final Random random = new Random(11);
    private long commits;
    private long looks;
    private long reading;
    private long active;
    private int window;

    LoadsTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void moreSessionsAndNotMoreTransactionsIsTheApplicationsLimit() {
        run(60, 10, 12_500, 1);
        run(20, 15, 12_650, 1);

        List<Alert> alerts = pipeline.alerts();
        assertThat(alerts).hasSize(1);
        Alert alert = alerts.get(0);
        assertThat(alert.verdict()).isEqualTo(VerdictClass.APPLICATION_BOUND);
        assertThat(alert.severity()).isEqualTo(Severity.INFO);
        assertThat(alert.cause()).isEqualTo("application");
        assertThat(alert.causes().get(0).subjects()).containsExactly("web");
        assertThat(alert.summary()).contains("the application is the bottleneck, not the database");
    }

    @Test
    void moreSessionsAndAsMuchMoreWorkIsNoNews() {
        run(60, 10, 12_500, 1);
        run(20, 15, 18_500, 1);

        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void moreSessionsThatAreAllAtWorkAreNotTheApplicationsLimit() {
        run(60, 10, 12_500, 1);
        run(20, 15, 12_650, 13);

        assertThat(pipeline.alerts()).isEmpty();
    }

    private void run(int windows, int sessions, int transactions, int working) {
        for (int n = 0; n < windows; n++) {
            step(sessions + random.nextInt(2), transactions + random.nextInt(200), working);
        }
    }

    private void step(int sessions, int transactions, int working) {
        window++;
        commits += transactions;
        looks += 10;
        active += 10L * working;
        reading += 10L * (sessions - working);
        double now = 10.0 * window + 0.01;
        pipeline.take(
                database(now),
                server("looks", now, counter("had", looks)),
                waits(now),
                open(now, sessions, sessions - working));
        pipeline.take(round(now));
    }

    private Sample database(double now) {
        return sample(
                "database",
                "database",
                now,
                Samples.INCARNATION,
                List.of(label("datname", "app"), counter("xact_commit", commits), reset("stats_reset", 1)));
    }

    private Sample waits(double now) {
        return sample(
                "waits",
                "wait",
                now,
                Samples.INCARNATION,
                List.of(
                        label("database", "app", "app"),
                        label("user", "u", "u"),
                        label("application", "web", "web"),
                        label("backend_type", "client backend", "client backend"),
                        label("state", "idle", "active"),
                        label("wait_type", "Client", "-"),
                        label("wait_event", "ClientRead", "-"),
                        label("query_id", "null", "7"),
                        counter("samples", reading, active)));
    }

    private Sample open(double now, int sessions, int idle) {
        return sample(
                "sessions",
                "session",
                now,
                Samples.INCARNATION,
                List.of(
                        label("database", "app"),
                        label("user", "u"),
                        label("application", "web"),
                        gauge("open", sessions),
                        gauge("idle", idle),
                        gauge("idle_in_transaction", 0)));
    }
}

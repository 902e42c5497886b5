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
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What wakes somebody is what costs much of something limited, and not what is certain; through the whole topology. */
class SeverityTest {
    private static final int SECONDS = 30;
    private static final long MB = 1_000_000;
    private static final long GB = 1_000_000_000;

    private final Pipeline pipeline;
    private final Random random = new Random(11);
    private final Server now = new Server();
    private int window;

    /** What a server does in each window, and has counted so far. */
    private static final class Server {
        private long commitsEach = 30_000;
        private long walPerCommit = 1_600;
        private long rowsPerCommit = 10;
        private long microsPerCommit = 100;
        private double waiting = 0.1;
        private long walBeforeCheckpoints = 20 * MB;
        private boolean isHostSeen = true;

        private long commits;
        private long lsn;
        private long rows;
        private long micros;
        private long active;
        private long waits;
        private long looks;
    }

    SeverityTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(SECONDS), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aSixthMoreWalForAnHourNeverPagesThoughItForcesCheckpointsAndMakesSessionsWait() {
        run(60);
        now.walPerCommit = 1_872;
        now.waiting = 0.7;
        now.walBeforeCheckpoints = MB / 10;
        run(120);

        List<Alert> alerts = about("wal_bytes_per_commit");
        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.WARN);
            assertThat(alert.severityReason())
                    .matches(
                            "no page: wal_bytes_per_commit is 1\\.1\\d times worse than before \\(pages from 1.5 times on\\)");
        });
    }

    @Test
    void twiceTheWalIsAWarningAsLongAsItCostsNothing() {
        run(60);
        now.walPerCommit = 3_200;
        run(40);

        assertThat(about("wal_bytes_per_commit")).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.WARN);
            assertThat(alert.severityReason())
                    .contains("times worse than before")
                    .contains(
                            "wal_bytes_per_second / wal_bytes_per_second_before_checkpoints is 16 % (pages from 100 %)")
                    .contains("commit_wait_share rose by ");
        });
    }

    @Test
    void twiceTheWalPagesWhenItForcesCheckpoints() {
        now.walBeforeCheckpoints = 2 * MB;
        run(60);
        now.walPerCommit = 3_200;
        run(40);

        assertThat(about("wal_bytes_per_commit")).first().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.PAGE);
            assertThat(alert.severityReason()).startsWith("page: wal_bytes_per_commit is ");
        });
    }

    @Test
    void twiceTheWalPagesWhenSessionsWaitForIt() {
        run(60);
        now.walPerCommit = 3_200;
        now.waiting = 0.5;
        run(40);

        assertThat(about("wal_bytes_per_commit"))
                .first()
                .extracting(Alert::severity)
                .isEqualTo(Severity.PAGE);
    }

    @Test
    void aWarningBecomesAPageOnceWhenItComesToCostMoreHoweverMuchLater() {
        run(60);
        now.walPerCommit = 3_200;
        run(80);
        now.commitsEach *= 10;
        run(30);

        List<Alert> alerts = about("wal_bytes_per_commit");
        assertThat(alerts).extracting(Alert::severity).containsExactly(Severity.WARN, Severity.PAGE);
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
        assertThat(alerts).extracting(Alert::sequence).containsExactly(1, 2);
    }

    @Test
    void whatWasBeforeAnAlertIsKnownWhenItHasLastedLongerThanItsSeriesIsShown() {
        run(60);
        now.walPerCommit = 3_200;
        run(100);
        now.waiting = 0.5;
        run(15);

        assertThat(about("wal_bytes_per_commit"))
                .extracting(Alert::severity)
                .containsExactly(Severity.WARN, Severity.PAGE);
    }

    @Test
    void theMissingIndexPages() {
        run(60);
        now.rowsPerCommit = 40_000;
        now.microsPerCommit = 2_000;
        run(30);

        assertThat(about("seq_tup_read_per_commit")).first().satisfies(alert -> {
            assertThat(alert.severity()).as(alert.severityReason()).isEqualTo(Severity.PAGE);
            assertThat(alert.severityReason())
                    .contains("executing_us_per_commit is now, of what it was, ")
                    .contains("executing_sessions / processors is 50 % (pages from 20 %)");
        });
    }

    @Test
    void theMissingIndexPagesWhereTheMachineIsNotSeenAndLittleGoesOn() {
        now.isHostSeen = false;
        now.commitsEach = 3_000;
        run(60);
        now.rowsPerCommit = 20_000;
        now.microsPerCommit = 1_000;
        run(30);

        assertThat(about("seq_tup_read_per_commit"))
                .first()
                .extracting(Alert::severity)
                .isEqualTo(Severity.PAGE);
    }

    @Test
    void theMissingIndexOfASmallTableIsAWarning() {
        run(60);
        now.rowsPerCommit = 1_000;
        run(30);

        assertThat(about("seq_tup_read_per_commit")).first().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.WARN);
            assertThat(alert.severityReason()).contains("executing_us_per_commit");
        });
    }

    @Test
    void whatTheServerDoesNotShowIsNoCostAndTheReasonSaysSo() {
        now.isHostSeen = false;
        run(60);
        now.rowsPerCommit = 40_000;
        now.microsPerCommit = 250;
        run(30);

        assertThat(about("seq_tup_read_per_commit")).first().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.WARN);
            assertThat(alert.severityReason()).contains("executing_sessions / processors is not known");
        });
    }

    @Test
    void aSlotThatFillsTheDiskByTheMorningPagesAndOneThatStandsStillWarns() {
        for (int n = 0; n < 20; n++) {
            pipeline.take(
                    slots(n, 2 * GB + n * GB / 10, 2 * GB), disk(n, 1_000 * GB, 60 * GB), round(SECONDS * n + 0.01));
        }

        List<Alert> alerts = about("slot_retains_wal");
        assertThat(alerts)
                .filteredOn(alert -> alert.subject().equals("growing"))
                .satisfies(growing -> {
                    assertThat(growing.get(growing.size() - 1).severity()).isEqualTo(Severity.PAGE);
                    assertThat(growing.get(growing.size() - 1).severityReason())
                            .matches("page: time until the disk is full is .* \\(pages up to 12.0 hours\\)");
                });
        assertThat(alerts)
                .filteredOn(alert -> alert.subject().equals("still"))
                .extracting(Alert::severity)
                .containsExactly(Severity.WARN);
    }

    @Test
    void blockedSessionsPage() {
        for (int n = 0; n < 4; n++) {
            pipeline.take(blocked(n, 15_000_000), round(SECONDS * n + 0.01));
        }

        assertThat(about("blocked_sessions")).first().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.PAGE);
            assertThat(alert.severityReason()).isEqualTo("page: blocked_sessions always pages");
        });
    }

    private List<Alert> about(String metric) {
        return pipeline.alerts().stream()
                .filter(alert -> alert.metric().equals(metric))
                .toList();
    }

    private void run(int windows) {
        for (int n = 0; n < windows; n++) {
            step();
        }
    }

    private void step() {
        window++;
        long done = Math.round(now.commitsEach * (1 + 0.01 * random.nextGaussian()));
        long wal = Math.round(done * now.walPerCommit * (1 + 0.01 * random.nextGaussian()));
        now.commits += done;
        now.lsn += wal;
        now.rows += done * now.rowsPerCommit;
        now.micros += Math.round(done * now.microsPerCommit * (1 + 0.02 * random.nextGaussian()));
        now.looks += 30;
        now.active += 60;
        now.waits += Math.round(60 * now.waiting);
        double at = SECONDS * window + 0.01;
        pipeline.take(
                Samples.wal(at, now.lsn),
                server("wal", at, counter("wal_bytes", now.lsn), counter("wal_fpi", 0)),
                server(
                        "checkpoints",
                        at,
                        counter("requested", 0),
                        counter("timed", 0),
                        gauge("wal_budget_per_s", now.walBeforeCheckpoints)),
                server("looks", at, counter("had", now.looks)),
                waits(at),
                database(at),
                tables(at));
        if (now.isHostSeen) {
            pipeline.take(sample(
                    "host_cpu",
                    "host",
                    at,
                    Samples.INCARNATION,
                    List.of(counter("user_us", now.micros), gauge("processors", 4))));
        }
        pipeline.take(round(at));
    }

    private Sample database(double at) {
        return sample(
                "database",
                "database",
                at,
                Samples.INCARNATION,
                List.of(
                        label("datname", "app"),
                        counter("xact_commit", now.commits),
                        counter("active_time_us", now.micros),
                        counter("tup_returned", now.rows),
                        reset("stats_reset", 1)));
    }

    private Sample tables(double at) {
        return sample(
                "tables",
                "table",
                at,
                Samples.INCARNATION,
                List.of(
                        label("database", "app"),
                        label("schema", "public"),
                        label("table", "alias"),
                        counter("seq_tup_read", now.rows)));
    }

    private Sample waits(double at) {
        return sample(
                "waits",
                "wait",
                at,
                Samples.INCARNATION,
                List.of(
                        label("database", "app", "app"),
                        label("user", "web", "web"),
                        label("application", "web", "web"),
                        label("backend_type", "client backend", "client backend"),
                        label("state", "active", "active"),
                        label("wait_type", "-", "IO"),
                        label("wait_event", "-", "WalSync"),
                        label("query_id", "", ""),
                        counter("samples", now.active - now.waits, now.waits)));
    }

    private static Sample slots(int n, long growing, long still) {
        return sample(
                "slots",
                "slot",
                SECONDS * n + 0.01,
                Samples.INCARNATION,
                List.of(
                        label("slot", "growing", "still"),
                        gauge("is_active", 0, 0),
                        gauge("retained_bytes", growing, still)));
    }

    private static Sample disk(int n, long size, long available) {
        return sample(
                "host_filesystems",
                "host",
                SECONDS * n + 0.01,
                Samples.INCARNATION,
                List.of(
                        label("mount", "/data"),
                        new TextColumn("serves", ColumnKind.GAUGE, List.of("data, wal"), new int[0]),
                        gauge("size_bytes", size),
                        gauge("available_bytes", available)));
    }

    private static Sample blocked(int n, long waitUs) {
        return sample(
                "blocking",
                "session",
                SECONDS * n + 0.01,
                Samples.INCARNATION,
                List.of(label("blocked", "101"), label("blocker", "100"), gauge("wait_us", waitUs)));
    }
}

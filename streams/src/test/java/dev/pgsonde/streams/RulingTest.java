package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.gauge;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States that are told by themselves, through the whole topology. */
class RulingTest {
    private static final long GB = 1_000_000_000;

    private final Pipeline pipeline;

    RulingTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aSlotThatNobodyReadsIsToldAfterAMinuteWithWhatItKeepsAndHowToDropIt() {
        for (int n = 0; n < 12; n++) {
            pipeline.take(slot(10 * n + 0.01, "o'brien", (2 + n) * GB, 0), round(10 * n + 0.01));
        }

        Alert alert = only(pipeline.alerts());
        assertThat(alert.verdict()).isEqualTo(VerdictClass.FINDING);
        assertThat(alert.metric()).isEqualTo("slot_retains_wal");
        assertThat(alert.subjectKind()).isEqualTo("slot");
        assertThat(alert.subject()).isEqualTo("o'brien");
        assertThat(alert.severity()).isEqualTo(Severity.WARN);
        assertThat(alert.severityReason()).contains("time until the disk is full is not known");
        assertThat(Duration.between(alert.onset(), alert.detectedAt())).isEqualTo(Duration.ofMinutes(1));
        assertThat(alert.summary())
                .contains("slot o'brien (logical, pgoutput) retains ")
                .contains(" GB, 360.00 GB more every hour")
                .contains("pgMonitor");
        assertThat(alert.remedy())
                .isEqualTo("-- loses data: whoever reads from this slot later must begin anew\n"
                        + "SELECT pg_catalog.pg_drop_replication_slot('o''brien');");
    }

    @Test
    void whereTheDiskIsSeenItIsToldWhenItIsFull() {
        for (int n = 0; n < 12; n++) {
            pipeline.take(
                    slot(10 * n + 0.01, "forgotten", (2 + n) * GB, 0),
                    disk(10 * n + 0.01, 1_000 * GB, 720 * GB),
                    round(10 * n + 0.01));
        }

        Alert alert = only(pipeline.alerts());
        assertThat(alert.severity()).isEqualTo(Severity.PAGE);
        assertThat(alert.summary()).contains("360.00 GB more every hour, at that pace the disk is full in 2.0 hours");
    }

    @Test
    void aDiskWithLittleLeftIsToldWithTheTimeThatIsLeft() {
        for (int n = 0; n < 12; n++) {
            pipeline.take(disk(10 * n + 0.01, 1_000 * GB, (90 - n) * GB), round(10 * n + 0.01));
        }

        Alert alert = only(pipeline.alerts());
        assertThat(alert.metric()).isEqualTo("disk_nearly_full");
        assertThat(alert.subject()).isEqualTo("/data");
        assertThat(alert.severity()).isEqualTo(Severity.PAGE);
        assertThat(alert.summary())
                .contains("/data, which holds the server's data, wal, has 8 % left")
                .containsPattern("at that pace the disk is full in 1[34]\\.\\d min");
    }

    @Test
    void aFullDiskThatStandsStillGoesOn() {
        for (int n = 0; n < 40; n++) {
            pipeline.take(disk(10 * n + 0.01, 1_000 * GB, 90 * GB), round(10 * n + 0.01));
        }

        assertThat(only(pipeline.alerts()).stage()).isEqualTo(AlertStage.FIRING);
    }

    private static Sample disk(double second, long size, long available) {
        return sample(
                "host_filesystems",
                "host",
                second,
                Samples.INCARNATION,
                List.of(
                        label("mount", "/data"),
                        new TextColumn("serves", ColumnKind.GAUGE, List.of("data, wal"), new int[0]),
                        gauge("size_bytes", size),
                        gauge("available_bytes", available)));
    }

    @Test
    void aSlotThatIsReadIsNoFinding() {
        for (int n = 0; n < 12; n++) {
            pipeline.take(slot(10 * n + 0.01, "standby", 2 * GB, 1), round(10 * n + 0.01));
        }

        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void whatStandsStillGoesOnAndWhatIsGoneEnds() {
        pipeline.take(slot(0.01, "forgotten", 2 * GB, 0), round(0.01));
        for (int n = 1; n < 10; n++) {
            pipeline.take(Samples.changes(still(10 * n + 0.01), n + 1, List.of()), round(10 * n + 0.01, n + 1));
        }
        pipeline.take(Samples.changes(still(100.01), 11, List.of("forgotten")), round(100.01, 11));
        pipeline.take(Samples.changes(still(110.01), 12, List.of()), round(110.01, 12));
        pipeline.take(Samples.changes(still(120.01), 13, List.of()), round(120.01, 13));

        List<Alert> alerts = pipeline.alerts();
        assertThat(alerts).extracting(Alert::stage).containsExactly(AlertStage.FIRING, AlertStage.RESOLVED);
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.get(0).id());
    }

    @Test
    void deadlocksAreToldAtOnceByDatabase() {
        pipeline.take(deadlocks(0.01, 5), round(0.01));
        pipeline.take(deadlocks(10.01, 7), round(10.01));

        Alert alert = only(pipeline.alerts());
        assertThat(alert.metric()).isEqualTo("deadlocks");
        assertThat(alert.subject()).isEqualTo("shop");
        assertThat(alert.now()).isEqualTo(2);
    }

    @Test
    void checkpointsThatComeBeforeTheirTimeAgainAndAgainAreTold() {
        for (int n = 0; n < 150; n++) {
            pipeline.take(checkpoints(10 * n + 0.01, n / 18), round(10 * n + 0.01));
        }

        Alert alert = only(pipeline.alerts());
        assertThat(alert.metric()).isEqualTo("checkpoints_requested");
        assertThat(alert.severity()).isEqualTo(Severity.INFO);
        assertThat(alert.summary()).containsPattern("for 21\\.\\d min checkpoints have been requested");
        assertThat(alert.remedy()).contains("max_wal_size");
    }

    @Test
    void aCheckpointNowAndThenIsNoFinding() {
        for (int n = 0; n < 300; n++) {
            pipeline.take(checkpoints(10 * n + 0.01, n / 70), round(10 * n + 0.01));
        }

        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void aPoolThatIsNeverUsedIsToldByApplication() {
        for (int n = 0; n < 200; n++) {
            pipeline.take(pool(10 * n + 0.01), round(10 * n + 0.01));
        }

        Alert alert = only(pipeline.alerts());
        assertThat(alert.metric()).isEqualTo("pool_over_provisioned");
        assertThat(alert.subject()).isEqualTo("web");
        assertThat(alert.severity()).isEqualTo(Severity.INFO);
        assertThat(alert.now()).isEqualTo(0.05);
    }

    private static Alert only(List<Alert> alerts) {
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static Sample slot(double second, String name, long retained, long active) {
        return sample(
                "slots",
                "slot",
                second,
                Samples.INCARNATION,
                List.of(
                        label("slot", name),
                        new TextColumn("plugin", ColumnKind.GAUGE, List.of("pgoutput"), new int[0]),
                        new TextColumn("slot_type", ColumnKind.GAUGE, List.of("logical"), new int[0]),
                        gauge("is_active", active),
                        gauge("retained_bytes", retained)));
    }

    private static Sample still(double second) {
        return sample("slots", "slot", second, Samples.INCARNATION, List.of());
    }

    private static Sample deadlocks(double second, long deadlocks) {
        return sample(
                "database",
                "database",
                second,
                Samples.INCARNATION,
                List.of(label("datname", "shop", "calm"), counter("deadlocks", deadlocks, 0)));
    }

    private static Sample checkpoints(double second, long requested) {
        return sample(
                "checkpoints",
                "server",
                second,
                Samples.INCARNATION,
                List.of(counter("requested", requested), counter("timed", 0)));
    }

    private static Sample pool(double second) {
        return sample(
                "sessions",
                "session",
                second,
                Samples.INCARNATION,
                List.of(
                        label("database", "shop", "shop"),
                        label("user", "a", "b"),
                        label("application", "web", "job"),
                        gauge("most_open", 20, 2),
                        gauge("most_used", 1, 2)));
    }
}

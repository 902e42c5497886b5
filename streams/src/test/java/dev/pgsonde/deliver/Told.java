package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Alert.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts, named for where in their lives they stand. */
final class Told {
    static final Instant ONSET = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant DETECTED = ONSET.plusSeconds(240);
    static final Instant ENDED = ONSET.plusSeconds(1_800);

    private Told() {}

    static Alert firing() {
        return alert("wal_bytes_per_commit", "orders", Severity.WARN, AlertStage.FIRING, true);
    }

    static Alert at(AlertStage stage) {
        return alert("wal_bytes_per_commit", "orders", Severity.WARN, stage, true);
    }

    /** The same as {@link #firing}, found to be graver half a minute later. */
    static Alert escalated() {
        return alert("wal_bytes_per_commit", "orders", Severity.PAGE, AlertStage.FIRING, true, 2);
    }

    static Alert alert(String metric, String source, Severity severity, AlertStage stage, boolean told) {
        return alert(metric, source, severity, stage, told, sequence(stage));
    }

    private static Alert alert(
            String metric, String source, Severity severity, AlertStage stage, boolean told, int sequence) {
        boolean over = stage == AlertStage.RESOLVED || stage == AlertStage.ACCEPTED;
        Instant ended = over ? ENDED : null;
        return new Alert(
                "0011223344556677",
                source,
                "7412-1-0-primary",
                "run-1",
                metric,
                "bytes per commit",
                Alert.Direction.UP,
                "server",
                source,
                severity,
                over ? AlertState.RESOLVED : AlertState.FIRING,
                ONSET,
                DETECTED,
                8,
                ended,
                1600,
                0.02,
                60,
                3200,
                2,
                9,
                4.5,
                List.of(new Alert.Point(ONSET, 1600, 1)),
                List.of(cause("replica_identity", "default -> full"), cause("unknown", "nothing else")),
                "replica_identity",
                "ALTER TABLE public.docs REPLICA IDENTITY DEFAULT;",
                "SELECT 1",
                "WAL of orders doubled",
                sequence,
                stage,
                changed(stage, ended).plusSeconds(stage == AlertStage.FIRING ? 30L * (sequence - 1) : 0),
                told,
                stage == AlertStage.ACKNOWLEDGED ? "ann" : null,
                stage == AlertStage.ACKNOWLEDGED ? "looking" : null,
                stage == AlertStage.SILENCED ? "s1" : null,
                List.of());
    }

    private static Alert.Cause cause(String kind, String evidence) {
        return new Alert.Cause(kind, List.of(), null, null, ONSET, 0.9, evidence, null);
    }

    private static int sequence(AlertStage stage) {
        return switch (stage) {
            case ACKNOWLEDGED, SILENCED -> 2;
            case RESOLVED, ACCEPTED -> 3;
            default -> 1;
        };
    }

    private static Instant changed(AlertStage stage, @Nullable Instant ended) {
        return ended != null ? ended : stage == AlertStage.FIRING ? DETECTED : DETECTED.plusSeconds(60);
    }
}

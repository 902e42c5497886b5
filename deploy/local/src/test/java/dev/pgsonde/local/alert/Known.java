package dev.pgsonde.local.alert;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Guard;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Alerts by what tells them apart. */
final class Known {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Known() {}

    static Alert alert(String id, int sequence, Severity severity, AlertStage stage) {
        boolean over = stage == AlertStage.RESOLVED || stage == AlertStage.ACCEPTED;
        return new Alert(
                id,
                "orders",
                "1-1-1-primary",
                null,
                "wal_bytes_per_commit",
                "bytes per commit",
                Alert.Direction.UP,
                "server",
                "orders",
                severity,
                over ? AlertState.RESOLVED : AlertState.FIRING,
                NOON,
                NOON.plusSeconds(60),
                6,
                over ? NOON.plusSeconds(600) : null,
                1600,
                0.02,
                60,
                3200,
                2,
                9,
                4.5,
                IntStream.range(0, 8)
                        .mapToObj(n -> new Alert.Point(NOON.plusSeconds(10L * (n - 4)), n < 4 ? 1600 : 3200, 1))
                        .toList(),
                List.of(new Alert.Cause("unknown", List.of(), null, null, NOON, 1, "nothing else", null)),
                "unknown",
                null,
                "SELECT 1",
                "WAL doubled",
                sequence,
                stage,
                NOON.plusSeconds(60L * sequence),
                true,
                stage == AlertStage.ACKNOWLEDGED ? "ann" : null,
                stage == AlertStage.ACKNOWLEDGED ? "looking" : null,
                null,
                List.of(new Guard("floor", 1, 0.05, true), new Guard("score", 9, 4.5, true)));
    }
}

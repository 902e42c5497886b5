package dev.pgsonde.local.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Effect.ChangeIdentity;
import dev.pgsonde.schema.Effect.Measured;
import dev.pgsonde.schema.Effect.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EffectTextTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Measured DOUBLED = new Measured(400, 812, 30, 10, 1.98, 2.08, 40, 3);

    @Test
    void aChangeIsListedWithWhatItMovedAndWhatItDidNot() {
        EffectBoard board = new EffectBoard();
        board.put(effect("commits", 5, Outcome.NOT_YET_KNOWN, null));
        board.put(effect("wal_bytes_per_commit", 5, Outcome.NOT_YET_KNOWN, null));
        board.put(effect("wal_bytes_per_commit", 10, Outcome.ROSE, DOUBLED));
        board.put(effect("rows_per_commit", 10, Outcome.NO_CHANGE, null));

        assertThat(board.changes()).hasSize(1);
        assertThat(new EffectText(ZoneOffset.UTC)
                        .lines(board.changes().values().iterator().next()))
                .containsExactly(
                        "03-01 12:00:00  orders: replica_identity of public.t, from default to full",
                        "  rose, worse: wal_bytes_per_commit, from 400 bytes to 812 bytes per commit, x2.03 (1.98 to 2.08), in 10 windows",
                        "  no change: rows_per_commit",
                        "  not yet known: commits");
    }

    @Test
    void anEarlierMeasurementIsNothingNew() {
        EffectBoard board = new EffectBoard();
        board.put(effect("commits", 10, Outcome.NO_CHANGE, null));

        assertThat(board.isNew(effect("commits", 8, Outcome.NOT_YET_KNOWN, null)))
                .isFalse();
        assertThat(board.isNew(effect("commits", 20, Outcome.ROSE, DOUBLED))).isTrue();
    }

    private static Effect effect(String metric, int windows, Outcome outcome, @Nullable Measured measured) {
        return new Effect(
                "orders",
                new ChangeIdentity(AT, "replica_identity", List.of("public.t"), "default", "full"),
                metric,
                "bytes per commit",
                "server",
                "orders",
                AT.plusSeconds(10L * windows),
                windows,
                outcome,
                outcome == Outcome.ROSE,
                measured,
                null);
    }
}

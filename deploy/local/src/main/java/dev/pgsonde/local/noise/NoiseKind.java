package dev.pgsonde.local.noise;

import java.util.Locale;
import java.util.Map;

/** What makes the metrics of a server wander although nothing about it changes. */
enum NoiseKind {
    IDLE(0.5),
    STEADY(60),
    BURSTY(60),
    CHECKPOINTING(60),
    VACUUMING(60),
    NOISY_HOST(60);

    private final double perSecond;

    NoiseKind(double perSecond) {
        this.perSecond = perSecond;
    }

    /** Transactions of all clients together, on average. */
    double perSecond() {
        return perSecond;
    }

    /** Those that make this noise. */
    Map<String, String> settings() {
        return switch (this) {
            case CHECKPOINTING -> Map.of("checkpoint_timeout", "30s", "checkpoint_completion_target", "0.5");
            case VACUUMING ->
                Map.of(
                        "autovacuum_naptime", "1s",
                        "autovacuum_vacuum_threshold", "50",
                        "autovacuum_vacuum_scale_factor", "0.01",
                        "autovacuum_analyze_threshold", "50");
            default -> Map.of();
        };
    }

    /** As it stands in names of servers and files. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

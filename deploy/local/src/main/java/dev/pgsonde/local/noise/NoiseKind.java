package dev.pgsonde.local.noise;

import java.util.Locale;
import java.util.Map;

/** What makes the metrics of a server wander although nothing about it changes. */
enum NoiseKind {
    IDLE(0.5, Map.of()),
    STEADY(60, Map.of()),
    BURSTY(60, Map.of()),
    CHECKPOINTING(60, Map.of("checkpoint_timeout", "30s", "checkpoint_completion_target", "0.5")),
    VACUUMING(
            60,
            Map.of(
                    "autovacuum_naptime", "1s",
                    "autovacuum_vacuum_threshold", "50",
                    "autovacuum_vacuum_scale_factor", "0.01",
                    "autovacuum_analyze_threshold", "50")),
    NOISY_HOST(60, Map.of());

    private final double perSecond;
    private final Map<String, String> settings;

    NoiseKind(double perSecond, Map<String, String> settings) {
        this.perSecond = perSecond;
        this.settings = settings;
    }

    /** Transactions of all clients together, on average. */
    double perSecond() {
        return perSecond;
    }

    /** Those that make this noise. */
    Map<String, String> settings() {
        return settings;
    }

    /** As it stands in names of servers and files. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

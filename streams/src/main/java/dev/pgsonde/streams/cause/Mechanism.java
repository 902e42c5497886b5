package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely it is that such an event moves such a metric, before anything else is known.
 *
 * @param metric the metric that it moves, or null for any
 * @param kind the marker's kind
 * @param subject the setting, or null for any subject
 * @param after the value it must have now, or null for any
 */
record Mechanism(
        @Nullable String metric,
        String kind,
        @Nullable String subject,
        @Nullable String after,
        double prior) {
    private static final String WAL = "wal_bytes_per_commit";
    private static final String FLUSHES = "wal_flushes_per_commit";
    private static final String TEMP = "temp_bytes_per_commit";

    /** The first that fits counts: the particular before the general. */
    private static final List<Mechanism> KNOWN = List.of(
            new Mechanism(WAL, "replica_identity", null, "full", 0.9),
            new Mechanism(WAL, "setting", "wal_level", null, 0.6),
            new Mechanism(WAL, "setting", "full_page_writes", null, 0.6),
            new Mechanism(WAL, "setting", "wal_compression", null, 0.6),
            new Mechanism(WAL, "setting", "wal_log_hints", null, 0.5),
            new Mechanism(WAL, "setting", "checkpoint_timeout", null, 0.4),
            new Mechanism(WAL, "setting", "max_wal_size", null, 0.4),
            new Mechanism(WAL, "publication", null, null, 0.2),
            new Mechanism(FLUSHES, "setting", "synchronous_commit", null, 0.8),
            new Mechanism(FLUSHES, "setting", "commit_delay", null, 0.8),
            new Mechanism(FLUSHES, "setting", "commit_siblings", null, 0.6),
            new Mechanism(FLUSHES, "setting", "wal_writer_delay", null, 0.4),
            new Mechanism(TEMP, "setting", "work_mem", null, 0.9),
            new Mechanism(TEMP, "setting", "hash_mem_multiplier", null, 0.8),
            new Mechanism(null, "deployed", null, null, 0.3),
            new Mechanism(null, "failover", null, null, 0.3),
            new Mechanism(null, "restart", null, null, 0.2),
            new Mechanism(null, "replica_identity", null, null, 0.1),
            new Mechanism(null, "publication", null, null, 0.1),
            new Mechanism(null, "setting", null, null, 0.05));

    /** Zero when nothing is known by which such an event could move the metric. */
    static double prior(String metric, Marker marker) {
        return KNOWN.stream()
                .filter(mechanism -> mechanism.fits(metric, marker))
                .mapToDouble(Mechanism::prior)
                .findFirst()
                .orElse(0);
    }

    private boolean fits(String metricName, Marker marker) {
        return (metric == null || metric.equals(metricName))
                && kind.equals(marker.kind())
                && (subject == null || subject.equals(marker.subject()))
                && (after == null || after.equals(marker.after()));
    }
}

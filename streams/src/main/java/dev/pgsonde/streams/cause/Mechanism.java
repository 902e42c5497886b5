package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How likely it is that such an event moves such a metric, before anything else is known.
 *
 * @param metrics the metrics that it moves; none for any
 * @param kind the marker's kind
 * @param subjects the settings; none for any subject
 * @param after the value it must have now, or null for any
 */
record Mechanism(
        Set<String> metrics,
        String kind,
        Set<String> subjects,
        @Nullable String after,
        double prior) {
    /** What is there no more. */
    private static final String GONE = "null";

    static final String INDEX = "index";
    static final String SETTING = "setting";
    private static final String ROLE_SETTING = "role_setting";
    private static final Set<String> ANY = Set.of();
    private static final Set<String> WAL = Set.of("wal_bytes_per_commit", "wal_bytes_per_call");
    private static final Set<String> FLUSHES = Set.of("wal_flushes_per_commit", "wal_flushes_per_changed_row");
    private static final Set<String> TEMP = Set.of("temp_bytes_per_commit");
    private static final Set<String> READING = Set.of(
            "seq_tup_read_per_commit",
            "statement_us_per_commit",
            "us_per_call",
            "blocks_per_call",
            "blocks_read_per_commit");
    private static final Set<String> VACUUM = Set.of("dead_per_live");
    private static final Set<String> HOT = Set.of("hot_share");

    /** The first that fits counts: the particular before the general. */
    private static final List<Mechanism> KNOWN = List.of(
            new Mechanism(WAL, "replica_identity", ANY, "full", 0.9),
            new Mechanism(WAL, "replica_identity", ANY, "default", 0.9),
            new Mechanism(WAL, SETTING, Set.of("wal_level", "full_page_writes", "wal_compression"), null, 0.6),
            new Mechanism(WAL, SETTING, Set.of("wal_log_hints"), null, 0.5),
            new Mechanism(WAL, SETTING, Set.of("checkpoint_timeout", "max_wal_size"), null, 0.4),
            new Mechanism(WAL, INDEX, ANY, null, 0.4),
            new Mechanism(WAL, "publication", ANY, null, 0.2),
            new Mechanism(FLUSHES, SETTING, Set.of("synchronous_commit", "commit_delay"), null, 0.8),
            new Mechanism(FLUSHES, SETTING, Set.of("commit_siblings"), null, 0.6),
            new Mechanism(FLUSHES, SETTING, Set.of("wal_writer_delay", "wal_writer_flush_after"), null, 0.4),
            new Mechanism(TEMP, SETTING, Set.of("work_mem"), null, 0.9),
            new Mechanism(TEMP, SETTING, Set.of("hash_mem_multiplier"), null, 0.8),
            new Mechanism(READING, INDEX, ANY, GONE, 0.9),
            new Mechanism(READING, INDEX, ANY, null, 0.7),
            new Mechanism(READING, "foreign_key_without_index", ANY, null, 0.8),
            new Mechanism(READING, "triggers", ANY, null, 0.4),
            new Mechanism(
                    READING,
                    SETTING,
                    Set.of(
                            "random_page_cost",
                            "seq_page_cost",
                            "enable_indexscan",
                            "enable_bitmapscan",
                            "enable_seqscan",
                            "enable_nestloop",
                            "enable_hashjoin",
                            "enable_mergejoin",
                            "effective_cache_size",
                            "work_mem",
                            "jit",
                            "plan_cache_mode",
                            "shared_buffers"),
                    null,
                    0.6),
            new Mechanism(VACUUM, "table_options", ANY, null, 0.8),
            new Mechanism(
                    VACUUM,
                    SETTING,
                    Set.of(
                            "autovacuum",
                            "autovacuum_naptime",
                            "autovacuum_vacuum_scale_factor",
                            "autovacuum_vacuum_threshold",
                            "autovacuum_vacuum_cost_delay",
                            "autovacuum_vacuum_cost_limit",
                            "autovacuum_max_workers"),
                    null,
                    0.8),
            new Mechanism(HOT, INDEX, ANY, null, 0.8),
            new Mechanism(HOT, "table_options", ANY, null, 0.5),
            new Mechanism(ANY, "deployed", ANY, null, 0.3),
            new Mechanism(ANY, "failover", ANY, null, 0.3),
            new Mechanism(ANY, "restart", ANY, null, 0.2),
            new Mechanism(ANY, "replica_identity", ANY, null, 0.1),
            new Mechanism(ANY, "publication", ANY, null, 0.1),
            new Mechanism(ANY, SETTING, ANY, null, 0.05));

    /** Zero when nothing is known by which such an event could move the metric. */
    static double prior(String metric, Marker marker) {
        return KNOWN.stream()
                .filter(mechanism -> mechanism.fits(metric, marker))
                .mapToDouble(Mechanism::prior)
                .findFirst()
                .orElse(0);
    }

    /** A setting of a role or a database moves what the server's own would. */
    private boolean fits(String metricName, Marker marker) {
        boolean ofRole = marker.kind().equals(ROLE_SETTING);
        String subject = ofRole
                ? marker.partAfter("name").or(() -> marker.partBefore("name")).orElse("")
                : marker.subject();
        return (metrics.isEmpty() || metrics.contains(metricName))
                && kind.equals(ofRole ? SETTING : marker.kind())
                && (subjects.isEmpty() || subjects.contains(subject))
                && (after == null || after.equals(String.valueOf(marker.after())));
    }
}

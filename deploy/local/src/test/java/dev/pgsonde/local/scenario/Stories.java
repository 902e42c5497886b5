package dev.pgsonde.local.scenario;

import dev.pgsonde.local.stack.Trouble;
import dev.pgsonde.local.workload.Crew;
import dev.pgsonde.local.workload.Playground;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What happens on each server, one after the other, and how long it is waited for the answer. */
final class Stories {
    static final String HOT_TABLE = "app.public.hot";
    private static final String DEAD_ROWS = "dead_per_live";

    static final Map<String, String> PLAIN = Map.of(
            "shared_preload_libraries", "pg_stat_statements",
            "shared_buffers", "64MB",
            "fsync", "off",
            "checkpoint_timeout", "15min",
            "max_wal_size", "2GB",
            "max_connections", "60",
            "track_wal_io_timing", "on",
            "autovacuum_naptime", "1s");

    static final List<String> FINDINGS = List.of(
            "slot_retains_wal",
            "session_reset_storm",
            "idle_in_transaction",
            "temp_table_churn",
            "queue_like_table",
            "pool_over_provisioned",
            "temp_files");

    private static final int SOON = 20;
    private static final int HOT = 200;
    /** However fast a disk is, sessions are then seen waiting for it. */
    private static final int ALL_THE_TIME = 2000;

    private Stories() {}

    static Map<String, String> with(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(PLAIN);
        settings.putAll(more);
        return settings;
    }

    /**
     * F01 right after a checkpoint, F03, F26. By one client, since several share flushes as it happens on a slow disk, and
     * less of them when there are fewer commits.
     */
    static void wal(Place place) throws SQLException {
        Crew writers = place.crew("documents", 1, 110, Playground.edit());
        place.learn();
        place.run("CHECKPOINT", "ALTER TABLE docs REPLICA IDENTITY FULL");
        place.watchFor(SOON, about("wal_bytes_per_commit"));
        place.run("ALTER TABLE docs REPLICA IDENTITY DEFAULT");
        place.watchFor(SOON, about("wal_bytes_per_commit").and(alert -> alert.state() == AlertState.RESOLVED));
        place.pass(6);
        Instant batched = Instant.now();
        writers.become(Playground.editMany(4));
        writers.pace(32);
        place.watchFor(SOON + 6, about("wal_flushes_per_changed_row").or(hasRelated("wal_flushes_per_changed_row")));
        place.watchFor(
                SOON, about("wal_bytes_per_commit").and(alert -> alert.onset().isAfter(batched)));
    }

    /** F04, F27, F15. */
    static void reading(Place place) throws SQLException {
        place.crew("shop", 2, 30, Playground.replaceParent());
        Crew counter = place.crew("counter", 1, 60, Playground.touchHot());
        Crew readers = place.crew("search", 2, 20, Playground.findAlias());
        Predicate<Alert> slower = about("seq_tup_read_per_commit").or(about("statement_us_per_commit"));
        place.learn();
        place.run("DROP INDEX alias_parent_id");
        place.watchFor(SOON, slower);
        place.run(Playground.aliasIndex());
        place.watchFor(SOON, slower.and(alert -> alert.state() == AlertState.RESOLVED));
        Instant joined = Instant.now();
        readers.become(Playground.joinAliases());
        readers.pace(5);
        place.watchFor(SOON, slower.and(alert -> alert.onset().isAfter(joined.minusSeconds(5))));
        readers.become(Playground.findAlias());
        counter.pace(400);
        place.run("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()");
        place.watchFor(2 * SOON, deadRowsOf(HOT_TABLE));
    }

    /** F09, F17, F10. */
    static void load(Place place) throws SQLException {
        Crew web = place.crew("web", 3, 100, Playground.edit());
        place.crew("cron", 1, 3, (connection, random) -> place.run("SELECT pg_sleep(0.1)"));
        place.learn();
        place.run("DROP INDEX archive_body_gin");
        web.pace(60);
        place.pass(SOON);
        web.grow(12);
        place.watchFor(SOON, about("open_sessions"));
        place.run("SELECT pg_stat_reset_shared('wal')", "SELECT pg_stat_reset_shared('io')", "SELECT pg_stat_reset()");
        place.pass(4);
    }

    /**
     * F02, which is so small a change that it takes a longer past, no vacuum and few pages that a restart makes images of to be
     * told from noise, and then everything that is a finding: F05, F11, F12, F13, F14, F20, F29, F30.
     */
    static void findings(Place place) throws SQLException, IOException {
        place.run("ALTER TABLE docs SET (autovacuum_enabled = off)");
        place.crew("documents", 1, 60, Playground.edit(HOT));
        place.learn();
        place.pass(40);
        place.endCrews();
        restart(place, with(Map.of("fsync", "on", "wal_level", "logical")));
        Crew writer = place.crew("documents", 1, 60, Playground.edit(HOT));
        place.watchFor(2 * SOON + 8, about("wal_bytes_per_commit"));
        writer.pace(ALL_THE_TIME);
        place.watchFor(SOON, about("commit_bound"));
        writer.pace(60);
        place.run("SELECT pg_create_logical_replication_slot('forgotten', 'pgoutput')");
        place.crew("pooled-app", 2, 40, Playground.editAndReset());
        place.crew("reports", 1, 20, Playground.useTemporaryTable());
        place.crew("importer", 1, 10, Playground.stage());
        place.crew("analyst", 1, 4, Playground.sortMuch());
        place.crew("big-pool", 12, 1, Playground.rest());
        place.crew("forgetful", 1, 1, Playground.rest());
        try (Connection forgetful = place.connect("forgetful")) {
            forgetful.setAutoCommit(false);
            Playground.run(forgetful, "SELECT * FROM archive WHERE id = 1 FOR UPDATE");
            for (String rule : FINDINGS) {
                place.watchFor(SOON, about(rule));
            }
        }
    }

    private static void restart(Place place, Map<String, String> settings) throws IOException {
        Trouble trouble = place.trial().trouble();
        Trouble.Running running = trouble.running(place.server());
        trouble.shutDown(running);
        trouble.start(running.data(), running.port(), settings, place.server());
    }

    static Predicate<Alert> about(String metric) {
        return alert -> alert.metric().equals(metric);
    }

    static Predicate<Alert> hasRelated(String metric) {
        return alert ->
                alert.related().stream().anyMatch(related -> related.metric().equals(metric));
    }

    /** By themselves, or among what moved with another. A table of the catalog may have collected some too. */
    static Predicate<Alert> deadRowsOf(String table) {
        return alert -> (alert.metric().equals(DEAD_ROWS) && alert.subject().equals(table))
                || alert.related().stream()
                        .anyMatch(related -> related.metric().equals(DEAD_ROWS)
                                && related.subject().equals(table));
    }
}

package dev.pgsonde.prove.day;

import static dev.pgsonde.prove.day.Traffic.DOCUMENTS;
import static dev.pgsonde.prove.day.Traffic.SEARCH;

import dev.pgsonde.local.workload.Crew;
import dev.pgsonde.local.workload.Playground;
import dev.pgsonde.schema.Alert;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** What people do to a server in a day, and what they do that changes nothing. */
final class Changes {
    private static final List<Change> SETTINGS = List.of(
            Change.setting("synchronous_commit", "off"),
            Change.setting("wal_compression", "on"),
            Change.setting("full_page_writes", "off"),
            Change.setting("checkpoint_timeout", "30s"),
            Change.setting("max_wal_size", "32MB"),
            Change.setting("work_mem", "64kB"),
            Change.setting("enable_indexscan", "off"),
            Change.setting("commit_delay", "20000"),
            Change.setting("autovacuum", "off"),
            Change.setting("track_io_timing", "on"),
            Change.setting("log_min_duration_statement", "0"),
            Change.setting("effective_cache_size", "1GB"),
            Change.setting("bgwriter_delay", "500ms"),
            Change.roleSetting(DOCUMENTS, "synchronous_commit", "off"),
            Change.roleSetting(SEARCH, "enable_bitmapscan", "off"));

    private static final List<Change> DEFINITIONS = List.of(
            Change.statements(
                    "ALTER TABLE docs REPLICA IDENTITY FULL",
                    "ALTER TABLE docs REPLICA IDENTITY DEFAULT",
                    "replica_identity",
                    "docs"),
            Change.statements(
                    "CREATE INDEX docs_version ON docs (version)", "DROP INDEX docs_version", "index", "docs_version"),
            Change.statements(
                    "CREATE INDEX docs_body_start ON docs (left(body, 100))",
                    "DROP INDEX docs_body_start",
                    "index",
                    "docs_body_start"),
            Change.statements("DROP INDEX alias_parent_id", Playground.aliasIndex(), "index", "alias_parent_id"),
            Change.statements("DROP INDEX hot_seen", "CREATE INDEX hot_seen ON hot (seen)", "index", "hot_seen"),
            trigger(),
            Change.statements(
                    "ALTER TABLE docs SET (autovacuum_enabled = off)",
                    "ALTER TABLE docs RESET (autovacuum_enabled)",
                    "table_options",
                    "docs"),
            Change.statements(
                    "ALTER TABLE docs ALTER body SET STORAGE EXTERNAL",
                    "ALTER TABLE docs ALTER body SET STORAGE EXTENDED",
                    "table_columns",
                    "docs"));

    private static final List<Change> IDLE = List.of(
            new Change("nothing", Change.NOTHING, Change.NOTHING, null),
            Change.idle("CREATE TABLE beside (id bigint PRIMARY KEY, body text)", "DROP TABLE beside"),
            Change.idle("COMMENT ON TABLE docs IS 'what is written'", "COMMENT ON TABLE docs IS NULL"),
            Change.idle("ANALYZE", "ANALYZE"),
            Change.idle("VACUUM docs", "SELECT 1"),
            Change.idle("CHECKPOINT", "SELECT 1"),
            Change.idle("CREATE ROLE another NOLOGIN", "DROP ROLE another"));

    private static final List<Change> HABITS = List.of(
            habit("four documents of a transaction", Playground.editMany(4), 0.25),
            habit("a session reset after each transaction", Playground.editAndReset(), 1),
            habit("a temporary table for each call", Playground.useTemporaryTable(), 0.3),
            pace("half the documents", DOCUMENTS, 0.5),
            pace("twice the searches", SEARCH, 2),
            Change.habit(
                    "joins instead of searches",
                    SEARCH,
                    site -> site.become(SEARCH, Playground.joinAliases(), 0.1),
                    site -> site.asUsual(SEARCH)),
            comes("analyst", 1, 3, Playground.sortMuch()),
            comes("pool", 12, 1, Playground.rest()),
            Change.habit(
                    "a connection for each transaction",
                    DOCUMENTS,
                    site -> site.become(DOCUMENTS, connecting(site), 0.3),
                    site -> site.asUsual(DOCUMENTS)));

    private Changes() {}

    static List<Change> all() {
        List<Change> all = new ArrayList<>(SETTINGS);
        all.addAll(DEFINITIONS);
        all.addAll(IDLE);
        all.addAll(HABITS);
        all.add(new Change("a busy core", site -> site.burn(true), site -> site.burn(false), Changes::isOfHost));
        return all;
    }

    private static boolean isOfHost(Alert alert) {
        return alert.causes().stream().limit(1).anyMatch(cause -> cause.kind().contains("cpu"));
    }

    private static Change trigger() {
        return new Change(
                "a trigger that writes",
                site -> site.run(
                        "CREATE TABLE IF NOT EXISTS docs_log (at timestamptz, id bigint, body text)",
                        "CREATE OR REPLACE FUNCTION log_docs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                + " INSERT INTO docs_log VALUES (now(), NEW.id, NEW.body); RETURN NULL; END $$",
                        "CREATE TRIGGER docs_logged AFTER UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION log_docs()"),
                site -> site.run("DROP TRIGGER docs_logged ON docs"),
                alert -> alert.causes().stream().limit(1).anyMatch(cause -> cause.kind()
                        .equals("triggers")));
    }

    private static Change habit(String name, Crew.Task task, double times) {
        return Change.habit(
                name, DOCUMENTS, site -> site.become(DOCUMENTS, task, times), site -> site.asUsual(DOCUMENTS));
    }

    private static Change pace(String name, String application, double times) {
        return Change.habit(
                name, application, site -> site.pace(application, times), site -> site.asUsual(application));
    }

    private static Change comes(String application, int clients, double perSecond, Crew.Task task) {
        return Change.habit(
                application + " comes",
                application,
                site -> site.begin(application, clients, perSecond, task),
                site -> site.end(application));
    }

    private static Crew.Task connecting(Site site) {
        Crew.Task edit = Playground.edit();
        return (any, random) -> {
            try (Connection own = site.connect(DOCUMENTS)) {
                edit.run(own, random);
            }
        };
    }
}

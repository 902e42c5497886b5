package dev.pgsonde.local.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * Small tables, and what applications do to them: well, and in each of the ways in which it goes wrong. One class for all
 * since what goes wrong is a change from what went well.
 */
public final class Playground {
    private static final int DOCUMENTS = 2_000;
    private static final int BODY = 1_500;
    private static final int ALIASES = 30_000;
    private static final int PARTITIONS = 16;
    private static final int HOT_ROWS = 2_000;
    private static final int PARENTS = 1_000_000;
    /** Each is looked for in all aliases when it goes: without an index that is most of what is executed, on a fast machine too. */
    private static final int PARENTS_OF_A_TURN = 4;

    private Playground() {}

    /** Documents, an archive of others, parents with aliases in 16 partitions, a hot table, a staging table. */
    public static void create(Connection owner) throws SQLException {
        run(
                owner,
                "CREATE TABLE docs (id bigint PRIMARY KEY, version int NOT NULL, body text NOT NULL)"
                        + " WITH (fillfactor = 50)",
                "INSERT INTO docs SELECT n, 1, repeat(md5(n::text), %d) FROM generate_series(0, %d) n"
                        .formatted(BODY / 32, DOCUMENTS - 1),
                "CREATE TABLE archive (id bigint PRIMARY KEY, body jsonb NOT NULL)",
                "INSERT INTO archive SELECT n, jsonb_build_object('k', n, 't', md5(n::text))"
                        + " FROM generate_series(1, 2000) n",
                "CREATE INDEX archive_body_gin ON archive USING gin (body)",
                "CREATE TABLE parent (id bigint PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO parent SELECT n, md5(n::text) FROM generate_series(0, 999) n",
                "CREATE TABLE alias (id bigint, parent_id bigint REFERENCES parent, data jsonb NOT NULL,"
                        + " PRIMARY KEY (id)) PARTITION BY HASH (id)");
        for (int n = 0; n < PARTITIONS; n++) {
            run(
                    owner,
                    "CREATE TABLE alias_p%02d PARTITION OF alias FOR VALUES WITH (MODULUS %d, REMAINDER %d)"
                            .formatted(n, PARTITIONS, n));
        }
        run(
                owner,
                "INSERT INTO alias SELECT n, n % 1000, jsonb_build_object('k', n, 'name', md5(n::text))"
                        + " FROM generate_series(1, " + ALIASES + ") n",
                aliasIndex(),
                "CREATE TABLE hot (id bigint PRIMARY KEY, seen bigint NOT NULL, padding text NOT NULL)",
                "INSERT INTO hot SELECT n, n, repeat('x', 100) FROM generate_series(0, %d) n".formatted(HOT_ROWS - 1),
                "CREATE INDEX hot_seen ON hot (seen)",
                "CREATE UNLOGGED TABLE staging (id bigint, body text)",
                "ANALYZE");
    }

    /** What the aliases of a parent are found by. */
    public static String aliasIndex() {
        return "CREATE INDEX alias_parent_id ON alias (parent_id)";
    }

    /** Of seven documents six get another body, and one only another version. */
    public static Crew.Task edit() {
        return edit(DOCUMENTS);
    }

    /** Only the first so many: their few pages are soon all written since a checkpoint, and make no images any more. */
    public static Crew.Task edit(int documents) {
        return (connection, random) -> edit(connection, random, random.nextInt(documents));
    }

    /** So many documents in one transaction. */
    public static Crew.Task editMany(int documents) {
        return (connection, random) -> {
            connection.setAutoCommit(false);
            int first = random.nextInt(DOCUMENTS - documents);
            for (int n = 0; n < documents; n++) {
                edit(connection, random, first + n);
            }
            connection.commit();
            connection.setAutoCommit(true);
        };
    }

    private static void edit(Connection connection, SplittableRandom random, long id) throws SQLException {
        boolean whole = random.nextInt(7) != 0;
        String sql = whole
                ? "UPDATE docs SET version = version + 1, body = ? WHERE id = ?"
                : "UPDATE docs SET version = version + 1 WHERE id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            if (whole) {
                update.setString(1, text(random));
            }
            update.setLong(whole ? 2 : 1, id);
            update.executeUpdate();
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder(BODY);
        while (text.length() < BODY) {
            text.append(Long.toHexString(random.nextLong()));
        }
        return text.substring(0, BODY);
    }

    /** A parent comes and goes, and the server looks whether it has aliases. */
    public static Crew.Task replaceParent() {
        return (connection, random) -> {
            long first = 1000L + random.nextInt(PARENTS);
            long last = first + PARENTS_OF_A_TURN - 1;
            update(
                    connection,
                    "INSERT INTO parent SELECT n, 'x' FROM generate_series(?::bigint, ?::bigint) n ON CONFLICT DO NOTHING",
                    first,
                    last);
            update(connection, "DELETE FROM parent WHERE id BETWEEN ? AND ?", first, last);
        };
    }

    /** By the key that the table is partitioned by. */
    public static Crew.Task findAlias() {
        return (connection, random) ->
                query(connection, "SELECT data FROM alias WHERE id = ?", 1 + random.nextInt(ALIASES));
    }

    /** By what is within the documents of all partitions. */
    public static Crew.Task joinAliases() {
        return (connection, random) -> query(
                connection,
                "SELECT count(*) FROM alias a JOIN archive b ON b.body ->> 'k' = a.data ->> 'k' WHERE a.parent_id <> ?",
                random.nextInt(1000));
    }

    /** No update of it can stay within its page. */
    public static Crew.Task touchHot() {
        return (connection, random) ->
                update(connection, "UPDATE hot SET seen = seen + 1000000 WHERE id = ?", random.nextInt(HOT_ROWS));
    }

    /** Fills a table and empties it. */
    public static Crew.Task stage() {
        return (connection, random) -> {
            update(connection, "INSERT INTO staging SELECT n, md5(n::text) FROM generate_series(1, ?) n", 100);
            update(connection, "DELETE FROM staging WHERE id > ?", 0);
        };
    }

    /** A pool that cleans up after each of its clients. */
    public static Crew.Task editAndReset() {
        return (connection, random) -> {
            edit(connection, random, random.nextInt(DOCUMENTS));
            run(connection, "DISCARD PLANS", "DISCARD SEQUENCES", "UNLISTEN *");
        };
    }

    /** A temporary table for each call. */
    public static Crew.Task useTemporaryTable() {
        return (connection, random) -> run(
                connection,
                "CREATE TEMP TABLE scratch (id bigint, body text)",
                "INSERT INTO scratch VALUES (1, 'x')",
                "DISCARD TEMP");
    }

    /** More than fits into the memory for sorting. */
    public static Crew.Task sortMuch() {
        return (connection, random) -> {
            run(connection, "SET work_mem = '64kB'");
            query(
                    connection,
                    "SELECT count(*) FROM (SELECT md5(n::text) AS m FROM generate_series(1, 20000 + ?) n"
                            + " ORDER BY m OFFSET 0) sorted",
                    random.nextInt(10));
        };
    }

    /** Whoever has nothing to do. */
    public static Crew.Task rest() {
        return (connection, random) -> {};
    }

    private static void update(Connection connection, String sql, long... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int n = 0; n < values.length; n++) {
                update.setLong(n + 1, values[n]);
            }
            update.executeUpdate();
        }
    }

    private static void query(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, value);
            query.execute();
        }
    }

    /** One statement after the other. */
    public static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A server with a monitoring role, and databases with as many tables and statements as wanted. */
final class Fixture {
    static final String MONITOR = "bench_monitor";

    /** Without statistics of the catalogs the joins within the statistics views would cost more than they do elsewhere. */
    private static final String CATALOGS_AS_AUTOVACUUM_LEAVES_THEM =
            "VACUUM ANALYZE pg_class, pg_index, pg_namespace, pg_attribute, pg_constraint, pg_depend, pg_type";

    private static final int TABLES_A_TRANSACTION = 500;
    private static final int STATEMENTS_A_MESSAGE = 50;

    private final Postgres server;
    private final Progress progress;

    Fixture(Postgres server, Progress progress) {
        this.server = server;
        this.progress = progress;
    }

    /** Nothing but who is measured works on this server, and a crash may cost its data. */
    static PostgresPlan plan(int major) {
        return PostgresPlan.of(
                major,
                Map.ofEntries(
                        Map.entry("fsync", "off"),
                        Map.entry("full_page_writes", "off"),
                        Map.entry("autovacuum", "off"),
                        Map.entry("max_connections", "200"),
                        Map.entry("max_locks_per_transaction", "256"),
                        Map.entry("shared_buffers", "256MB"),
                        Map.entry("max_wal_size", "4GB"),
                        Map.entry("checkpoint_timeout", "1h"),
                        Map.entry("track_io_timing", "on"),
                        Map.entry("shared_preload_libraries", "pg_stat_statements"),
                        Map.entry("pg_stat_statements.max", "12000"),
                        Map.entry("pg_stat_statements.track_utility", "off")));
    }

    Postgres server() {
        return server;
    }

    /** May see what a monitoring role sees, with the superuser's password, which is as random. */
    void createMonitor() throws SQLException {
        execute(
                "postgres",
                "CREATE ROLE " + MONITOR + " LOGIN IN ROLE pg_monitor PASSWORD '" + server.password() + "'");
    }

    /** A database with tables of three columns, a primary key, another index, TOAST, and a row each. */
    void createDatabase(String database, int tables) throws SQLException {
        execute("postgres", "CREATE DATABASE " + database);
        execute(database, "CREATE EXTENSION pg_stat_statements");
        try (Progress.Step step = progress.begin("database " + database)) {
            for (int first = 1; first <= tables; first += TABLES_A_TRANSACTION) {
                step.now(first + " of " + tables + " tables");
                execute(database, tablesSql(first, Math.min(tables, first + TABLES_A_TRANSACTION - 1)));
            }
            execute(database, CATALOGS_AS_AUTOVACUUM_LEAVES_THEM);
            execute(database, "CHECKPOINT");
            step.done(tables + " tables, " + 2 * tables + " indexes");
        }
    }

    private static String tablesSql(int first, int last) {
        return """
                DO $$
                BEGIN
                  FOR n IN %d..%d LOOP
                    EXECUTE format('CREATE TABLE table_%%s (id bigint PRIMARY KEY, account int, note text)', n);
                    EXECUTE format('CREATE INDEX table_%%s_account ON table_%%s (account)', n, n);
                    EXECUTE format('INSERT INTO table_%%s VALUES (1, 1, %%L)', n, 'a note');
                  END LOOP;
                END $$""".formatted(first, last);
    }

    /** A copy of a database that nobody uses at the moment. */
    void copyDatabase(String template, String database) throws SQLException {
        execute("postgres", "CREATE DATABASE " + database + " TEMPLATE " + template);
    }

    /** From now on the server remembers these statements, {@code length} bytes each, and few others. */
    void runOnlyStatements(String database, int count, int length) throws SQLException {
        execute(database, "SELECT pg_stat_statements_reset()");
        runStatements(database, 0, count, length);
    }

    /** The server remembers statements number {@code first} to {@code end - 1} as well. */
    void runStatements(String database, int first, int end, int length) throws SQLException {
        try (Progress.Step step = progress.begin("statements");
                Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            StringBuilder message = new StringBuilder();
            for (int number = first; number < end; number++) {
                message.append(StatementTexts.text(number, length)).append(';');
                if (number % STATEMENTS_A_MESSAGE == STATEMENTS_A_MESSAGE - 1 || number == end - 1) {
                    statement.execute(message.toString());
                    message.setLength(0);
                    step.now(number + " of " + end);
                }
            }
            step.done(end + " of about " + length + " bytes");
        }
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

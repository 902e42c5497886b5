package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.workload.Crew;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;

/** A load of 2 500 statements on 500 tables, of which some come often and most seldom. */
final class ManyTables implements Load {
    static final int TABLES = 500;
    private static final int ROWS = 200;
    private static final int CLIENTS = 4;
    private static final double PER_SECOND = 300;

    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM t%1$d WHERE id = %2$d",
            "UPDATE t%1$d SET n = n + 1 WHERE id = %2$d",
            "INSERT INTO t%1$d (n, body) VALUES (%2$d, 'new')",
            "DELETE FROM t%1$d WHERE id > 200 AND id %% 10 = %2$d %% 10",
            "SELECT count(*), sum(n) FROM t%1$d WHERE n > %2$d");

    private final Crew crew;

    private ManyTables(Crew crew) {
        this.crew = crew;
    }

    static ManyTables of(Postgres server, int tables) throws SQLException {
        try (Connection owner = server.connect("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
            for (int table = 0; table < tables; table++) {
                statement.execute("CREATE TABLE t" + table
                        + " (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL, body text)");
                statement.execute("INSERT INTO t" + table
                        + " (n, body) SELECT n, repeat('x', 100) FROM generate_series(1, " + ROWS + ") n");
            }
            statement.execute("ANALYZE");
        }
        return new ManyTables(Crew.start(
                "app",
                () -> server.connect("postgres"),
                CLIENTS,
                PER_SECOND,
                (connection, random) -> run(connection, random, tables)));
    }

    private static void run(Connection connection, SplittableRandom random, int tables) throws SQLException {
        int table = (int) Math.pow(tables, random.nextDouble()) - 1;
        String sql = STATEMENTS.get(random.nextInt(STATEMENTS.size())).formatted(table, 1 + random.nextInt(ROWS));
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void requireWell() {
        crew.requireWell();
    }

    @Override
    public void close() {
        crew.close();
    }
}

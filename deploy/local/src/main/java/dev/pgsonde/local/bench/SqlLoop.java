package dev.pgsonde.local.bench;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.local.stack.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Queries that are run again and again on one connection of the monitoring role, each to its last row. */
final class SqlLoop implements AutoCloseable {
    /** What one would ask who reads the server's own views, with every column. */
    private static final List<String> VIEWS = List.of(
            "pg_stat_user_tables",
            "pg_statio_user_tables",
            "pg_stat_user_indexes",
            "public.pg_stat_statements",
            "pg_stat_database",
            "pg_stat_bgwriter",
            "pg_stat_activity",
            "pg_locks",
            "pg_stat_wal");

    private final Connection connection;
    private final List<PreparedStatement> queries = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private SqlLoop(Connection connection) {
        this.connection = connection;
    }

    /** The statistics views themselves, as they are: everything, prepared once. */
    static SqlLoop ofStatisticsViews(Postgres server, String database) throws SQLException {
        SqlLoop loop = open(server, database, "");
        for (String view : VIEWS) {
            loop.add("SELECT * FROM " + view);
        }
        return loop;
    }

    /** The SQL of the agent's catalogue, as far as a round of every {@code cadence} has it, and nothing around it. */
    static SqlLoop ofCatalog(Postgres server, String database, int major, Duration cadence) throws SQLException {
        SqlLoop loop = open(server, database, "&prepareThreshold=0");
        loop.execute("SET search_path = pg_catalog, pg_temp");
        for (View view : Catalog.standard().views()) {
            Duration every = view.every();
            if (view.role() != View.Role.STANDBY && (every == null || every.compareTo(cadence) <= 0)) {
                Optional<String> sql = loop.sql(view, major);
                if (sql.isPresent()) {
                    loop.add(sql.get());
                }
            }
        }
        return loop;
    }

    private static SqlLoop open(Postgres server, String database, String options) throws SQLException {
        String url = server.jdbcUrl(database) + "?ApplicationName=bench" + options;
        return new SqlLoop(DriverManager.getConnection(url, Fixture.MONITOR, server.password()));
    }

    private Optional<String> sql(View view, int major) throws SQLException {
        String extension = view.extension();
        if (extension == null) {
            return view.sqlFor(major);
        }
        try (PreparedStatement asking = connection.prepareStatement("SELECT e.extversion, quote_ident(n.nspname)"
                + " FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = ?")) {
            asking.setString(1, extension);
            try (ResultSet answer = asking.executeQuery()) {
                return answer.next()
                        ? view.sqlFor(version(answer.getString(1))).map(replacing("{extension}", answer.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private static UnaryOperator<String> replacing(String name, String value) {
        return sql -> sql.replace(name, value);
    }

    /** 1.10 is 110, as in the catalogue. */
    static int version(String text) {
        String[] parts = text.split("\\.", -1);
        return Integer.parseInt(parts[0]) * 100 + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
    }

    /** What this server does not have is not asked again. */
    private void add(String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        try {
            exhaust(query);
            queries.add(query);
        } catch (SQLException e) {
            refused.add(sql.strip().lines().findFirst().orElse("") + ": " + e.getMessage());
            query.close();
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    void once() throws SQLException {
        for (PreparedStatement query : queries) {
            exhaust(query);
        }
    }

    private static void exhaust(PreparedStatement query) throws SQLException {
        try (ResultSet answer = query.executeQuery()) {
            while (answer.next()) {
                // what counts is that the server has answered
            }
        }
    }

    int count() {
        return queries.size();
    }

    List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

package dev.pgsonde.local.demo;

import dev.pgsonde.local.stack.CollectorPlan;
import dev.pgsonde.local.stack.PostgresServer;
import dev.pgsonde.local.workload.DocumentTable;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;

/** The database of the demo: an application's, with a role of its own for the agent that watches it. */
public final class DemoDatabase {
    private static final String APPLICATION = "app";
    private static final String AGENT = "pgsonde";
    private static final int PASSWORD_BYTES = 16;

    private final PostgresServer server;
    private final DocumentTable table;
    private final String applicationPassword = randomPassword();
    private final String agentPassword = randomPassword();

    private DemoDatabase(PostgresServer server, DocumentTable table) {
        this.server = server;
        this.table = table;
    }

    public static DemoDatabase create(PostgresServer server, DocumentTable table, long seed) throws SQLException {
        DemoDatabase database = new DemoDatabase(server, table);
        database.createRoles();
        try (Connection owner = database.application()) {
            table.create(owner);
            table.load(owner, seed);
        }
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE PUBLICATION pgsonde FOR TABLE docs");
            statement.execute("ANALYZE");
        }
        return database;
    }

    private void createRoles() throws SQLException {
        try (Connection superuser = server.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    String.format(Locale.ROOT, "CREATE ROLE %s LOGIN PASSWORD '%s'", APPLICATION, applicationPassword));
            statement.execute(
                    String.format(Locale.ROOT, "CREATE ROLE %s LOGIN REPLICATION PASSWORD '%s'", AGENT, agentPassword));
            statement.execute("GRANT pg_monitor TO " + AGENT);
            statement.execute(
                    String.format(Locale.ROOT, "CREATE DATABASE %s OWNER %s", DemoPlan.DATABASE, APPLICATION));
        }
    }

    Connection superuser() throws SQLException {
        return server.connect(DemoPlan.DATABASE);
    }

    public Connection application() throws SQLException {
        return DriverManager.getConnection(url() + "?ApplicationName=documents", APPLICATION, applicationPassword);
    }

    /** What an agent needs to watch it, and the changes in it. */
    CollectorPlan watched(Duration every) {
        return new CollectorPlan(DemoPlan.SOURCE, url(), AGENT, agentPassword, every, true);
    }

    /** What an agent needs to watch it under another name. */
    public CollectorPlan watchedAs(String source, Duration every) {
        return new CollectorPlan(source, url(), AGENT, agentPassword, every, false);
    }

    String url() {
        return server.jdbcUrl(DemoPlan.DATABASE);
    }

    /** What the story is about. Each table has a transaction of its own: together they might wait for each other. */
    Switch logWholeRows() throws SQLException {
        try (Connection owner = application();
                Statement statement = owner.createStatement()) {
            Instant from = now(statement);
            for (String leaf : table.leaves()) {
                statement.execute("ALTER TABLE " + leaf + " REPLICA IDENTITY FULL");
            }
            return new Switch(from, now(statement));
        }
    }

    private static Instant now(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.pgsonde.local.agent;

import dev.pgsonde.local.stack.AgentTrial;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A role without any right that gives itself an agent's name and holds the lock of the trial's agents until it is closed. */
final class LockThief implements AutoCloseable {
    private static final int SPACE = 0x5047534F;
    private static final String ROLE = "mallory";

    private final Connection connection;

    private LockThief(Connection connection) {
        this.connection = connection;
    }

    static LockThief on(AgentTrial trial) throws SQLException {
        trial.run("postgres", "CREATE ROLE " + ROLE + " LOGIN PASSWORD 'm'");
        int key = AgentTrial.SOURCE.hashCode();
        String mark = String.format("pgsonde agent %08x", key);
        Connection connection = DriverManager.getConnection(
                trial.postgres().jdbcUrl("postgres") + "?ApplicationName=" + mark.replace(" ", "%20"), ROLE, "m");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + SPACE + ", " + key + ")");
        }
        return new LockThief(connection);
    }

    boolean isThere() throws SQLException {
        return connection.isValid(1);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

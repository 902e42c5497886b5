package dev.pgsonde.collect.check;

import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.sql.Quoting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks one server for its facts. A question that it refuses is a fact too. */
record ServerReader(Postgres postgres, Connection connection, Supplier<Instant> now) {
    private static final String EVICTIONS =
            "SELECT dealloc / greatest(extract(epoch FROM now() - stats_reset) / 86400.0,"
                    + " 1 / 24.0)::float8 FROM %s.pg_stat_statements_info";

    ServerFacts read(@Nullable CaptureConfig capture) throws SQLException {
        try (PreparedStatement asking = connection.prepareStatement(question("server"))) {
            asking.setString(1, capture == null ? "" : capture.slot());
            asking.setString(2, capture == null ? "" : capture.publication());
            try (ResultSet row = asking.executeQuery()) {
                row.next();
                return facts(row);
            }
        }
    }

    private ServerFacts facts(ResultSet row) throws SQLException {
        boolean standby = row.getBoolean("standby");
        ServerFacts.Role role = new ServerFacts.Role(
                row.getString("role"),
                Quoting.identifier(row.getString("role")),
                row.getBoolean("monitors"),
                row.getBoolean("reads_settings"),
                row.getBoolean("replicates"),
                row.getInt("role_limit"));
        return new ServerFacts(
                row.getInt("version"),
                standby,
                role,
                settings(),
                managed(),
                new ServerFacts.Slots(row.getInt("slots"), row.getInt("our_slots"), row.getInt("senders")),
                row.getInt("clients"),
                refused(standby),
                statements(),
                row.getBoolean("published"),
                pooler(),
                ahead());
    }

    private Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement asking = connection.createStatement();
                ResultSet rows = asking.executeQuery("SELECT name, setting FROM pg_catalog.pg_settings")) {
            while (rows.next()) {
                settings.put(rows.getString(1), Objects.requireNonNullElse(rows.getString(2), ""));
            }
        }
        return settings;
    }

    private Map<String, String> managed() throws SQLException {
        Map<String, String> managed = new HashMap<>();
        try (Statement asking = connection.createStatement();
                ResultSet rows = asking.executeQuery(question("managed"))) {
            while (rows.next()) {
                String file = rows.getString("file");
                managed.put(
                        rows.getString("name"),
                        rows.getBoolean("on_command_line")
                                ? "on the server's command line"
                                : file == null
                                        ? "where it is set, which the role may not see"
                                        : "in the file " + Quoting.told(file) + ", line " + rows.getInt("line"));
            }
        }
        return managed;
    }

    private Set<String> refused(boolean standby) throws SQLException {
        Set<String> refused = new HashSet<>();
        for (Probe probe : Probe.values()) {
            if (probe.isFor(standby) && !isAnswered(probe.question())) {
                refused.add(probe.call());
            }
        }
        return refused;
    }

    private boolean isAnswered(String question) throws SQLException {
        try (Statement asking = connection.createStatement();
                ResultSet answer = asking.executeQuery(question)) {
            return answer.next();
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            return false;
        }
    }

    private ServerFacts.Statements statements() throws SQLException {
        try (Statement asking = connection.createStatement();
                ResultSet row = asking.executeQuery(question("statements"))) {
            row.next();
            String schema = row.getString("schema");
            return new ServerFacts.Statements(
                    row.getString("version"),
                    row.getString("available"),
                    schema,
                    schema == null ? null : evictions(schema));
        }
    }

    /** Unknown where the extension is older than its view of itself, or not loaded. */
    private @Nullable Double evictions(String schema) {
        try (Statement asking = connection.createStatement();
                ResultSet row = asking.executeQuery(EVICTIONS.formatted(schema))) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            return null;
        }
    }

    /** Between the two readings of this machine's clock lies that of the server's. */
    private Duration ahead() throws SQLException {
        try (Statement asking = connection.createStatement()) {
            Instant before = now.get();
            try (ResultSet row = asking.executeQuery("SELECT pg_catalog.clock_timestamp()")) {
                Instant after = now.get();
                row.next();
                Instant between = before.plus(Duration.between(before, after).dividedBy(2));
                return Duration.between(
                        between, row.getObject(1, OffsetDateTime.class).toInstant());
            }
        }
    }

    /** A pooler tells the driver of a process of its own making; one that mixes sessions gives ours away meanwhile. */
    private ServerFacts.Pooler pooler() throws SQLException {
        int process = process(connection);
        Integer told = told();
        if (told == null || told == process) {
            return ServerFacts.Pooler.NONE;
        }
        try (Connection other = postgres.connectFirst()) {
            other.setAutoCommit(false);
            process(other);
            boolean moved = process(connection) != process;
            other.rollback();
            return moved ? ServerFacts.Pooler.MIXES_SESSIONS : ServerFacts.Pooler.KEEPS_SESSIONS;
        }
    }

    private static int process(Connection connection) throws SQLException {
        try (Statement asking = connection.createStatement();
                ResultSet row = asking.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The driver's own classes are not on the compile class path; without this method nothing is known of poolers. */
    private @Nullable Integer told() {
        try {
            return (Integer) connection.getClass().getMethod("getBackendPID").invoke(connection);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static String question(String name) {
        try (InputStream in = ServerReader.class.getResourceAsStream(name + ".sql")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.pgsonde.collect.host;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one session knows of its server's place: the process that serves it, when that began by the server's clock, and,
 * where the role may know it, the data directory.
 */
public record ServerFacts(
        int backendPid, Instant backendStart, @Nullable String dataDirectory) {
    /** Needs no right but to connect. */
    public static final String SQL = """
            SELECT pg_catalog.pg_backend_pid() AS pid,
                   (pg_catalog.date_part('epoch', a.backend_start) * 1000000)::bigint AS start_us,
                   (SELECT s.setting FROM pg_catalog.pg_settings s WHERE s.name = 'data_directory') AS data_directory
              FROM pg_catalog.pg_stat_activity a
             WHERE a.pid = pg_catalog.pg_backend_pid()
            """;

    /** Asks the session itself; once after it is opened is enough. */
    public static ServerFacts ask(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery(SQL)) {
            if (!answer.next()) {
                throw new SQLException("pg_stat_activity does not show this session");
            }
            return new ServerFacts(
                    answer.getInt("pid"),
                    Instant.EPOCH.plus(answer.getLong("start_us"), ChronoUnit.MICROS),
                    answer.getString("data_directory"));
        }
    }
}

package dev.pgsonde.local.demo;

import dev.pgsonde.local.stack.Druid;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Window;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The windows as Druid has them, by SQL over Avatica. */
final class DruidWindows {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final String COUNT = "SELECT COUNT(*) FROM windows";
    private static final String ALL = """
        SELECT source, TIMESTAMP_TO_MILLIS(__time), "end", incarnation, run, subject_kind, subject, metric,
               total, covered_ms, samples, reason, spread, "last"
          FROM windows
        """;

    private final Druid druid;

    DruidWindows(Druid druid) {
        this.druid = druid;
    }

    /** Waits until Druid has at least {@code rows}. Fails as {@code stillGood} does, or when it takes too long. */
    void await(long rows, Duration atMost, Runnable stillGood) {
        long end = System.nanoTime() + atMost.toNanos();
        long have = count();
        while (have < rows) {
            stillGood.run();
            if (System.nanoTime() > end) {
                throw new UserError(
                        "Druid has " + have + " of " + rows + " windows after " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            have = count();
        }
    }

    /** 0 as well when Druid does not know the table: it does so only when the first row has come, and between hand-offs. */
    private long count() {
        try (Connection connection = druid.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return 0;
        }
    }

    List<Window> all() {
        List<Window> windows = new ArrayList<>();
        try (Connection connection = druid.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ALL)) {
            while (row.next()) {
                windows.add(window(row));
            }
        } catch (SQLException e) {
            throw new UserError("Druid cannot be asked at " + druid.jdbcUrl() + ": " + e.getMessage(), e);
        }
        return windows;
    }

    private static Window window(ResultSet row) throws SQLException {
        return new Window(
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                nullableLong(row, 9),
                row.getLong(10),
                row.getInt(11),
                row.getString(12),
                Boolean.parseBoolean(row.getString(13)),
                nullableLong(row, 14));
    }

    private static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}

package dev.pgsonde.local.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What the server said at one instant of its own clock, asked without any part of the pipeline. */
record WalReading(
        Instant at,
        long lsnBytes,
        long xactCommit,
        @Nullable Long walFpi) {
    private static final int FIRST_WITH_IMAGES = 14;
    private static final String SQL = """
        SELECT clock_timestamp(), pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint,
               (SELECT sum(xact_commit)::bigint FROM pg_stat_database), %s
        """;

    static WalReading take(Connection server, int major) throws SQLException {
        String images = major < FIRST_WITH_IMAGES ? "NULL::bigint" : "(SELECT wal_fpi FROM pg_stat_wal)";
        try (Statement statement = server.createStatement();
                ResultSet row = statement.executeQuery(SQL.replace("%s", images))) {
            row.next();
            return new WalReading(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getLong(2),
                    row.getLong(3),
                    row.getObject(4, Long.class));
        }
    }
}

package dev.pgsonde.prove.day;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;

/**
 * The server's own counters at one time, read by this proof and by nothing of pgsonde's.
 *
 * @param numerators by metric
 */
record Counters(Instant at, Map<String, Double> numerators, double commits) {
    private static final String READ = """
            SELECT clock_timestamp(), xact_commit, pg_current_wal_lsn() - '0/0'::pg_lsn, blks_read, temp_bytes,
                   (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables),
                   (SELECT coalesce(sum(s.total_exec_time), 0) * 1000 FROM pg_stat_statements s
                      JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname <> 'postgres'),
                   (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
              FROM pg_stat_database WHERE datname = current_database()
            """;

    /** What has no counter but is so many at a time. */
    static final String SESSIONS = "open_sessions";

    static Counters read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            row.next();
            return new Counters(
                    row.getTimestamp(1).toInstant(),
                    Map.of(
                            "wal_bytes_per_commit",
                            row.getDouble(3),
                            "blocks_read_per_commit",
                            row.getDouble(4),
                            "temp_bytes_per_commit",
                            row.getDouble(5),
                            "seq_tup_read_per_commit",
                            row.getDouble(6),
                            "statement_us_per_commit",
                            row.getDouble(7),
                            SESSIONS,
                            row.getDouble(8)),
                    row.getDouble(2));
        }
    }
}

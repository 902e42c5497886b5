package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The CPU time of a whole server: its processes that live, and those that have ended, whoever connected to them. */
final class ServerCpu {
    private final long postmaster;

    private ServerCpu(long postmaster) {
        this.postmaster = postmaster;
    }

    /** The postmaster is the parent of any backend. */
    static ServerCpu of(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
            answer.next();
            return new ServerCpu(ProcessStat.of(answer.getLong(1)).parent());
        }
    }

    /** Since the server was started; a process that ends while we look would count twice, and so we look again. */
    long nanos() {
        while (true) {
            long reaped = ProcessStat.of(postmaster).reapedNanos();
            long living = ProcessStat.childrenOf(postmaster)
                    .mapToLong(ProcessStat::scheduledNanos)
                    .sum();
            if (ProcessStat.of(postmaster).reapedNanos() == reaped) {
                return ProcessStat.scheduledNanos(postmaster) + reaped + living;
            }
        }
    }
}

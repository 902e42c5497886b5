package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.config.Timeouts;
import dev.pgsonde.collect.look.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks one view after the other within a round. A view that fails loses its own answer and nobody else's. */
final class ViewAsker {
    private final Connection connection;
    private final Timeouts.Limits limits;
    private final LongSupplier nanos;
    private final ViewReader reader;
    private final LongSupplier serverNanos;
    private final String role;

    /** {@code serverNanos} is what the server's process for this connection has used, negative when nobody can see it. */
    ViewAsker(
            Connection connection,
            Timeouts.Limits limits,
            LongSupplier nanos,
            ViewReader reader,
            LongSupplier serverNanos,
            String role) {
        this.connection = connection;
        this.limits = limits;
        this.nanos = nanos;
        this.reader = reader;
        this.serverNanos = serverNanos;
        this.role = role;
    }

    Answer ask(Statement statement, View view, String sql) throws SQLException {
        long asked = nanos.getAsLong();
        long cpu = serverNanos.getAsLong();
        try {
            Duration own = view.timeout();
            if (own != null) {
                setTimeout(statement, own);
            }
            try (ResultSet rows = statement.executeQuery(sql)) {
                Answer answer = Answer.of(view, reader.read(view, rows), tookMicros(asked));
                if (own != null) {
                    setTimeout(statement, limits.statement());
                }
                return answer.costing(micros(cpu, serverNanos.getAsLong()));
            }
        } catch (SQLException e) {
            if (Refusal.isLoss(e) || connection.isClosed()) {
                throw e;
            }
            statement.execute("ROLLBACK TO SAVEPOINT view");
            return Answer.lacking(view, Refusal.reason(e), Remedy.of(e, view, role), tookMicros(asked))
                    .costing(micros(cpu, serverNanos.getAsLong()));
        }
    }

    private static void setTimeout(Statement statement, Duration timeout) throws SQLException {
        statement.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
    }

    private long tookMicros(long asked) {
        return TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - asked);
    }

    private static @Nullable Long micros(long from, long to) {
        return from < 0 || to < from ? null : TimeUnit.NANOSECONDS.toMicros(to - from);
    }
}

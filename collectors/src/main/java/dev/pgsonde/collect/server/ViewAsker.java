package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.config.Timeouts;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.schema.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks one view after the other within a round. A view that fails loses its own answer and nobody else's. */
final class ViewAsker {
    private final Connection connection;
    private final Plans plans;
    private final Rereader rereader;
    private final Consumer<Statement> running;
    private final Timeouts.Limits limits;
    private final LongSupplier nanos;
    private final ViewReader reader;
    private final LongSupplier serverNanos;
    private final String role;
    /** No view may take the whole round, whatever its definition allows. */
    private final Duration longest;

    /** {@code serverNanos} is what the server's process for this connection has used, negative when nobody can see it. */
    ViewAsker(
            Connection connection,
            Plans plans,
            Consumer<Statement> running,
            Timeouts.Limits limits,
            LongSupplier nanos,
            ViewReader reader,
            LongSupplier serverNanos,
            String role) {
        this.connection = connection;
        this.plans = plans;
        this.rereader = new Rereader(plans, reader, running);
        this.running = running;
        this.limits = limits;
        this.nanos = nanos;
        this.reader = reader;
        this.serverNanos = serverNanos;
        this.role = role;
        this.longest = limits.round().multipliedBy(4).dividedBy(5);
    }

    /** {@code open} are schemas that the view names and that are passed over. */
    Answer ask(Statement statement, ViewSql question, List<String> open) throws SQLException {
        View view = question.view();
        long asked = nanos.getAsLong();
        long cpu = serverNanos.getAsLong();
        try {
            begin(statement, question);
            List<Column> columns = read(statement, question);
            end(statement, question);
            return Answer.of(view, columns, tookMicros(asked)).costing(micros(cpu, serverNanos.getAsLong()));
        } catch (SQLException e) {
            if (Refusal.isLoss(e) || connection.isClosed()) {
                throw e;
            }
            statement.execute("ROLLBACK TO SAVEPOINT view");
            plans.forget(question.sql());
            rereader.forget(question, Refusal.isLate(e));
            String remedy = Remedy.of(e, view, role, open);
            Answer answer = Refusal.isLack(e)
                    ? Answer.lacking(view, Refusal.reason(e), remedy, tookMicros(asked))
                    : Answer.failed(view, Refusal.reason(e), remedy, tookMicros(asked));
            return answer.costing(micros(cpu, serverNanos.getAsLong()));
        }
    }

    private List<Column> read(Statement statement, ViewSql question) throws SQLException {
        View view = question.view();
        String sql = question.sql();
        if (rereader.suits(question)) {
            return rereader.read(question);
        }
        if (view.every() == null && Plans.fit(sql)) {
            PreparedStatement planned = plans.of(sql);
            running.accept(planned);
            try (ResultSet rows = planned.executeQuery()) {
                return reader.read(view, rows);
            }
        }
        running.accept(statement);
        try (ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(view, rows);
        }
    }

    /** What a view has of its own; rolling back to the savepoint takes it back too. */
    private void begin(Statement statement, ViewSql question) throws SQLException {
        Duration own = question.view().timeout();
        if (own != null) {
            setTimeout(statement, own.compareTo(longest) < 0 ? own : longest);
        }
        if (!question.path().equals(SearchPath.SAFE)) {
            statement.execute(SearchPath.set(question.path()));
        }
    }

    private void end(Statement statement, ViewSql question) throws SQLException {
        if (question.view().timeout() != null) {
            setTimeout(statement, limits.statement());
        }
        if (!question.path().equals(SearchPath.SAFE)) {
            statement.execute(SearchPath.STANDARD);
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

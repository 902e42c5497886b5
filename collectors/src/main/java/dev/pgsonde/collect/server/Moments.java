package dev.pgsonde.collect.server;

import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.schema.Incarnation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks a server for its clock and its identity, in the fullest way that it allows. */
final class Moments {
    private static final String FULL = OwnSql.of("moment");
    /** Where a provider does not let anybody read the control file. */
    private static final String PLAIN = OwnSql.of("moment_plain");
    /** After a crash the postmaster, whose start stays the same, starts all others anew, and all counters are gone. */
    private static final String CHECKPOINTER = OwnSql.of("checkpointer");

    private final LongSupplier nanos;
    private String sql = FULL;
    private int timeline;
    private @Nullable Instant checkpointerStart;

    Moments(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** No session outlives a crash, so this is asked once in each; who may not see it knows the postmaster's start only. */
    void begin(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery(CHECKPOINTER)) {
            answer.next();
            OffsetDateTime start = answer.getObject("started", OffsetDateTime.class);
            checkpointerStart = start == null ? null : start.toInstant();
        }
    }

    /** Outside of any transaction: finds out how much the server tells. */
    Moment first(Statement statement) throws SQLException {
        try {
            return ask(statement);
        } catch (SQLException e) {
            if (Refusal.isLoss(e) || sql.equals(PLAIN)) {
                throw e;
            }
            sql = PLAIN;
            return ask(statement);
        }
    }

    Moment ask(Statement statement) throws SQLException {
        long asked = nanos.getAsLong();
        try (ResultSet answer = statement.executeQuery(sql)) {
            long answered = nanos.getAsLong();
            answer.next();
            boolean standby = answer.getBoolean("standby");
            // a standby that lost its receiver may still know only the timeline of its last checkpoint
            timeline = standby ? Math.max(timeline, answer.getInt("timeline")) : answer.getInt("timeline");
            Incarnation incarnation = new Incarnation(
                    answer.getString("system"),
                    timeline,
                    checkpointerStart != null
                            ? checkpointerStart
                            : answer.getObject("started", OffsetDateTime.class).toInstant(),
                    standby ? Incarnation.Role.STANDBY : Incarnation.Role.PRIMARY);
            return new Moment(
                    answer.getObject("at", OffsetDateTime.class).toInstant(),
                    incarnation,
                    answer.getString("database"),
                    answer.getInt("version"),
                    asked,
                    answered);
        }
    }
}

package dev.pgsonde.collect.server;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.change.Slots;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.Timeouts;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.schema.Incarnation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection to the server, and the rounds that are read through it. */
public final class Session implements AutoCloseable, Slots {
    private static final String MOMENT = Question.of("moment");
    private static final String GROUND = Question.of("ground");

    private final Connection connection;
    private final Timeouts.Limits limits;
    private final LongSupplier nanos;
    private final ViewReader reader;
    private volatile @Nullable Statement running;
    private int timeline;

    Session(Connection connection, Timeouts.Limits limits, LongSupplier nanos, ViewReader reader) {
        this.connection = connection;
        this.limits = limits;
        this.nanos = nanos;
        this.reader = reader;
    }

    /** Asks the time and the server's identity, outside of any round. */
    public Moment moment() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return moment(statement);
        }
    }

    /**
     * Reads all of {@code views} from one snapshot. A view that fails loses its own answer and nobody else's; only a
     * lost connection is thrown.
     */
    public Look look(List<View> views, @Nullable CaptureConfig capture, BooleanSupplier stopped) throws SQLException {
        long deadline = nanos.getAsLong() + limits.round().toNanos();
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.execute(RoundSql.begin(limits, major()));
            Moment moment = moment(statement);
            statement.execute("SAVEPOINT view");
            List<Answer> answers = new ArrayList<>();
            for (View view : views) {
                String sql = isFor(view, moment) ? view.sqlFor(moment.major()).orElse(null) : null;
                if (sql != null && !stopped.getAsBoolean()) {
                    boolean late = nanos.getAsLong() > deadline;
                    answers.add(late ? Answer.unknown(view, "the round took too long", 0) : ask(statement, view, sql));
                }
            }
            Ground ground = capture == null ? null : ground(capture);
            statement.execute("COMMIT");
            return new Look(moment, answers, ground);
        }
    }

    private static boolean isFor(View view, Moment moment) {
        return switch (view.role()) {
            case ANY -> true;
            case PRIMARY -> moment.incarnation().role() == Incarnation.Role.PRIMARY;
            case STANDBY -> moment.incarnation().role() == Incarnation.Role.STANDBY;
        };
    }

    private Answer ask(Statement statement, View view, String sql) throws SQLException {
        long asked = nanos.getAsLong();
        try (ResultSet answer = statement.executeQuery(sql)) {
            return Answer.of(view, reader.read(view, answer), tookMicros(asked));
        } catch (SQLException e) {
            if (Refusal.isLoss(e) || connection.isClosed()) {
                throw e;
            }
            statement.execute("ROLLBACK TO SAVEPOINT view");
            return Answer.unknown(view, Refusal.reason(e), tookMicros(asked));
        }
    }

    private long tookMicros(long asked) {
        return TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - asked);
    }

    private Moment moment(Statement statement) throws SQLException {
        long asked = nanos.getAsLong();
        try (ResultSet answer = statement.executeQuery(MOMENT)) {
            long answered = nanos.getAsLong();
            answer.next();
            boolean standby = answer.getBoolean("standby");
            // a standby that lost its receiver may still know only the timeline of its last checkpoint
            timeline = standby ? Math.max(timeline, answer.getInt("timeline")) : answer.getInt("timeline");
            Incarnation incarnation = new Incarnation(
                    answer.getString("system"),
                    timeline,
                    answer.getObject("started", OffsetDateTime.class).toInstant(),
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

    private Ground ground(CaptureConfig capture) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GROUND)) {
            statement.setString(1, capture.publication());
            statement.setString(2, capture.slot());
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return new Ground(
                        answer.getString("wal_level"),
                        answer.getBoolean("standby"),
                        answer.getString("role"),
                        answer.getBoolean("may_replicate"),
                        answer.getBoolean("published"),
                        slot(answer));
            }
        }
    }

    private static Ground.@Nullable Slot slot(ResultSet answer) throws SQLException {
        if (answer.getString("slot_name") == null) {
            return null;
        }
        int pid = answer.getInt("active_pid");
        Integer activePid = answer.wasNull() ? null : pid;
        return new Ground.Slot(
                activePid, answer.getBoolean("ours"), answer.getString("wal_status"), answer.getLong("retained"));
    }

    @Override
    public void drop(String slot) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.pg_drop_replication_slot(slot_name)"
                        + " FROM pg_catalog.pg_replication_slots WHERE slot_name = ? AND NOT active")) {
            statement.setString(1, slot);
            statement.execute();
        }
    }

    private int major() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** Ends whatever the server is doing for this session; another thread may call it. */
    public void cancel() throws SQLException {
        Statement asking = running;
        if (asking != null) {
            asking.cancel();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

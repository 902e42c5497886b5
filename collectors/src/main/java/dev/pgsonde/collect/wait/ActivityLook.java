package dev.pgsonde.collect.wait;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One look, to be taken between rounds: who is there, and, when somebody waits for a lock, for whom. */
public final class ActivityLook {
    /** The first version that says what a session runs, and since when it waits for its lock. */
    private static final int TELLS_MORE = 14;
    /** Each waiting session that is asked about costs the server a walk through the lock table. */
    private static final int MOST_WAITING = 100;

    private static final String SESSIONS_13 = resource("sessions.13.sql");
    private static final String SESSIONS_14 = resource("sessions.14.sql");
    private static final String BLOCKING_13 = resource("blocking.13.sql");
    private static final String BLOCKING_14 = resource("blocking.14.sql");

    private ActivityLook() {}

    /** All sessions but one's own, without their texts. */
    public static String sql(int major) {
        return major < TELLS_MORE ? SESSIONS_13 : SESSIONS_14;
    }

    /** The question that is due only when somebody waited at the last look. */
    public static Optional<String> blockingSql(int major, Activity activity) {
        List<SessionSeen> waiting = activity.waiting();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        String pids = waiting.stream()
                .sorted(Comparator.comparingLong(ActivityLook::stateMicros).reversed())
                .limit(MOST_WAITING)
                .map(session -> Integer.toString(session.pid()))
                .collect(Collectors.joining(","));
        return Optional.of((major < TELLS_MORE ? BLOCKING_13 : BLOCKING_14).replace("{waiting}", pids));
    }

    /** Of the question for all sessions. */
    public static void hear(ResultSet answer, Activity activity) throws SQLException {
        List<SessionSeen> sessions = new ArrayList<>();
        long atMicros = 0;
        while (answer.next()) {
            atMicros = answer.getLong("at_us");
            sessions.add(session(answer));
        }
        if (sessions.isEmpty()) {
            throw new SQLException("pg_stat_activity is empty");
        }
        activity.hear(sessions, Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS));
    }

    private static SessionSeen session(ResultSet row) throws SQLException {
        return new SessionSeen(
                row.getInt("pid"),
                SessionSeen.label(row.getString("datname")),
                SessionSeen.label(row.getString("usename")),
                SessionSeen.label(row.getString("application_name")),
                SessionSeen.label(row.getString("backend_type")),
                SessionSeen.label(row.getString("state")),
                SessionSeen.label(row.getString("wait_event_type")),
                SessionSeen.label(row.getString("wait_event")),
                number(row, "query_id"),
                age(row, "transaction_us"),
                age(row, "state_us"),
                leader(row));
    }

    private static @Nullable Integer leader(ResultSet row) throws SQLException {
        int leader = row.getInt("leader_pid");
        return row.wasNull() ? null : leader;
    }

    /** Of the question who waits for whom. */
    public static void hearBlocking(ResultSet answer, Activity activity) throws SQLException {
        activity.hearBlocking(lockWaits(answer));
    }

    private static List<LockWait> lockWaits(ResultSet answer) throws SQLException {
        List<LockWait> waits = new ArrayList<>();
        while (answer.next()) {
            waits.add(new LockWait(
                    answer.getInt("blocked"),
                    answer.getInt("blocker"),
                    answer.getString("lock_type"),
                    answer.getString("lock_mode"),
                    answer.getString("relation"),
                    age(answer, "wait_us")));
        }
        return waits;
    }

    /** What began just after the look's clock was read has no age yet. */
    private static @Nullable Long age(ResultSet row, String column) throws SQLException {
        Long micros = number(row, column);
        return micros == null ? null : Math.max(0, micros);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static long stateMicros(SessionSeen session) {
        Long micros = session.stateMicros();
        return micros == null ? 0 : micros;
    }

    private static String resource(String file) {
        try (InputStream in = ActivityLook.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}

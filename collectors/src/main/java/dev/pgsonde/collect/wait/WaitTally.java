package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often each kind of session was seen; each number only grows, and is exact since its row's own beginning. Keeps a
 * bounded number of rows: the one unseen for longest goes, and begins anew when it returns.
 */
final class WaitTally {
    static final Set<String> TEXTS =
            Set.of("database", "user", "application", "backend_type", "state", "wait_type", "wait_event");

    private record Key(
            String database,
            String user,
            String application,
            String backendType,
            String state,
            String waitType,
            String waitEvent,
            @Nullable Long queryId) {
        static Key of(SessionSeen session) {
            return new Key(
                    session.database(),
                    session.user(),
                    session.application(),
                    session.backendType(),
                    session.state(),
                    session.waitType(),
                    session.waitEvent(),
                    session.queryId());
        }
    }

    private static final class Count {
        final long sinceMicros;
        long samples;
        long told;

        Count(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final int most;
    /** In the order in which they were last seen. */
    private final Map<Key, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

    private long lost;

    WaitTally(int most) {
        this.most = most;
    }

    /** {@code knownMicros}: the last instant before this look at which a row not yet here was certainly zero. */
    void add(List<SessionSeen> sessions, long knownMicros) {
        for (SessionSeen session : sessions) {
            counts.computeIfAbsent(Key.of(session), key -> new Count(knownMicros)).samples++;
        }
        for (Iterator<Count> oldest = counts.values().iterator(); counts.size() > most; ) {
            Count gone = oldest.next();
            lost += gone.samples - gone.told;
            oldest.remove();
        }
    }

    void tell(AnswerRows rows) {
        counts.forEach((key, count) -> {
            rows.row()
                    .text("database", key.database)
                    .text("user", key.user)
                    .text("application", key.application)
                    .text("backend_type", key.backendType)
                    .text("state", key.state)
                    .text("wait_type", key.waitType)
                    .text("wait_event", key.waitEvent)
                    .number("query_id", key.queryId)
                    .number("since", count.sinceMicros)
                    .number("samples", count.samples);
            count.told = count.samples;
        });
    }

    /** Samples of rows that had to go before they were told. */
    long lost() {
        return lost;
    }
}

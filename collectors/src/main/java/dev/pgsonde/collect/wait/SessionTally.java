package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Client sessions by whose they are: at the last look, and the most at once since the round before. */
final class SessionTally {
    static final Set<String> TEXTS = Set.of("database", "user", "application");

    private record Key(String database, String user, String application) {}

    private static final class Count {
        long open;
        long active;
        long idle;
        long idleInTransaction;
        long waiting;
        long mostOpen;
        long mostUsed;
        long mostWaiting;

        void forget() {
            open = 0;
            active = 0;
            idle = 0;
            idleInTransaction = 0;
            waiting = 0;
        }

        void see(SessionSeen session) {
            open++;
            active += session.isActive() ? 1 : 0;
            idle += session.isIdle() ? 1 : 0;
            idleInTransaction += session.isIdleInTransaction() ? 1 : 0;
            waiting += session.waitsForLock() ? 1 : 0;
            mostOpen = Math.max(mostOpen, open);
            mostWaiting = Math.max(mostWaiting, waiting);
        }

        void remember() {
            mostUsed = Math.max(mostUsed, open - idle);
        }
    }

    /** No more than the sessions of all looks since the round before. */
    private final Map<Key, Count> counts = new LinkedHashMap<>();

    void add(List<SessionSeen> sessions) {
        counts.values().forEach(Count::forget);
        for (SessionSeen session : sessions) {
            if (session.isClient()) {
                Key key = new Key(session.database(), session.user(), session.application());
                counts.computeIfAbsent(key, unseen -> new Count()).see(session);
            }
        }
        counts.values().forEach(Count::remember);
    }

    /** Tells, and begins anew. */
    void tell(AnswerRows rows) {
        counts.forEach((key, count) -> rows.row()
                .text("database", key.database)
                .text("user", key.user)
                .text("application", key.application)
                .number("open", count.open)
                .number("active", count.active)
                .number("idle", count.idle)
                .number("idle_in_transaction", count.idleInTransaction)
                .number("waiting_on_locks", count.waiting)
                .number("most_open", count.mostOpen)
                .number("most_used", count.mostUsed)
                .number("most_waiting_on_locks", count.mostWaiting));
        counts.clear();
    }
}

package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What those were doing for whom others waited: each session that waits for a lock counts once in each look. */
final class LockRootTally {
    static final Set<String> TEXTS = Set.of("root_state", "root_wait_type", "root_wait_event");
    /** Process 0 stands for it where PostgreSQL says who blocks. */
    private static final String PREPARED = "prepared transaction";

    private record Key(String state, String waitType, String waitEvent) implements Comparable<Key> {
        private static final Key UNKNOWN = new Key(SessionSeen.NONE, SessionSeen.NONE, SessionSeen.NONE);
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::state).thenComparing(Key::waitType).thenComparing(Key::waitEvent);

        static Key of(@Nullable Integer root, Map<Integer, SessionSeen> sessions) {
            if (root == null) {
                return UNKNOWN;
            }
            if (root == 0) {
                return new Key(PREPARED, SessionSeen.NONE, SessionSeen.NONE);
            }
            SessionSeen session = sessions.get(root);
            return session == null ? UNKNOWN : new Key(session.state(), session.waitType(), session.waitEvent());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Count {
        final long sinceMicros;
        long samples;

        Count(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final Map<Key, Count> counts = new TreeMap<>();

    /** {@code knownMicros}: the last instant before this look at which a row not yet here was certainly zero. */
    void add(LockChains chains, Map<Integer, SessionSeen> sessions, long knownMicros) {
        for (int blocked : chains.blocked()) {
            counts.computeIfAbsent(Key.of(chains.root(blocked), sessions), any -> new Count(knownMicros)).samples++;
        }
    }

    void write(AnswerRows rows) {
        counts.forEach((key, count) -> rows.row()
                .text("root_state", key.state)
                .text("root_wait_type", key.waitType)
                .text("root_wait_event", key.waitEvent)
                .number("since", count.sinceMicros)
                .number("samples", count.samples));
    }
}

package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What those were doing for whom others waited: each session that waits for a lock counts once in each look. */
final class LockRootTally {
    static final List<String> TEXTS = List.of("root_state", "root_wait_type", "root_wait_event");
    private static final List<String> UNKNOWN = List.of(SessionSeen.NONE, SessionSeen.NONE, SessionSeen.NONE);
    /** Process 0 stands for it where PostgreSQL says who blocks. */
    private static final List<String> PREPARED = List.of("prepared transaction", SessionSeen.NONE, SessionSeen.NONE);

    private final LookCounts counts = new LookCounts(TEXTS);

    /** {@code knownMicros}: the last instant before this look at which a row not yet here was certainly zero. */
    void add(LockChains chains, Map<Integer, SessionSeen> sessions, long knownMicros) {
        counts.add(
                chains.blocked().stream()
                        .map(blocked -> texts(chains.root(blocked), sessions))
                        .toList(),
                knownMicros);
    }

    void write(AnswerRows rows) {
        counts.write(rows);
    }

    private static List<String> texts(@Nullable Integer root, Map<Integer, SessionSeen> sessions) {
        if (root == null) {
            return UNKNOWN;
        }
        if (root == 0) {
            return PREPARED;
        }
        SessionSeen session = sessions.get(root);
        return session == null ? UNKNOWN : List.of(session.state(), session.waitType(), session.waitEvent());
    }
}

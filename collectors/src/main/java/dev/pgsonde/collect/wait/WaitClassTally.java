package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many sessions at work waited in each class at one look. */
final class WaitClassTally {
    static final List<String> TEXTS = List.of("backend_type", "wait_type", "leader_event");

    private final LookCounts counts = new LookCounts(TEXTS);

    /** {@code knownMicros}: the last instant before this look at which a row not yet here was certainly zero. */
    void add(List<SessionSeen> look, long knownMicros) {
        Map<Integer, SessionSeen> byPid =
                look.stream().collect(Collectors.toMap(SessionSeen::pid, Function.identity(), (one, other) -> one));
        counts.add(
                look.stream()
                        .filter(SessionSeen::isActive)
                        .map(session -> texts(session, byPid))
                        .toList(),
                knownMicros);
    }

    void write(AnswerRows rows) {
        counts.write(rows);
    }

    private static List<String> texts(SessionSeen session, Map<Integer, SessionSeen> byPid) {
        SessionSeen leader = session.leader() == null ? null : byPid.get(session.leader());
        return List.of(
                session.backendType(), session.waitType(), leader == null ? SessionSeen.NONE : leader.waitEvent());
    }
}

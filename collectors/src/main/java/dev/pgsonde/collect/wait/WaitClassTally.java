package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many sessions at work waited in each class at one look, added up over the looks, and squared. */
final class WaitClassTally {
    static final Set<String> TEXTS = Set.of("backend_type", "wait_type", "leader_event");

    private record Key(String backendType, String waitType, String leaderEvent) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::backendType)
                .thenComparing(Key::waitType)
                .thenComparing(Key::leaderEvent);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Count {
        final long sinceMicros;
        long samples;
        long squares;

        Count(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final Map<Key, Count> counts = new TreeMap<>();

    /** {@code knownMicros}: the last instant before this look at which a row not yet here was certainly zero. */
    void add(List<SessionSeen> look, long knownMicros) {
        Map<Integer, SessionSeen> byPid =
                look.stream().collect(Collectors.toMap(SessionSeen::pid, Function.identity(), (one, other) -> one));
        Map<Key, Integer> together = new TreeMap<>();
        for (SessionSeen session : look) {
            if (session.isActive()) {
                together.merge(key(session, byPid), 1, Integer::sum);
            }
        }
        together.forEach((key, number) -> {
            Count count = counts.computeIfAbsent(key, any -> new Count(knownMicros));
            count.samples += number;
            count.squares += (long) number * number;
        });
    }

    private static Key key(SessionSeen session, Map<Integer, SessionSeen> byPid) {
        SessionSeen leader = session.leader() == null ? null : byPid.get(session.leader());
        return new Key(
                session.backendType(), session.waitType(), leader == null ? SessionSeen.NONE : leader.waitEvent());
    }

    void tell(AnswerRows rows) {
        counts.forEach((key, count) -> rows.row()
                .text("backend_type", key.backendType)
                .text("wait_type", key.waitType)
                .text("leader_event", key.leaderEvent)
                .number("since", count.sinceMicros)
                .number("samples", count.samples)
                .number("samples_squared", count.squares));
    }
}

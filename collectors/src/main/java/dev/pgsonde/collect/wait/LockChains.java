package dev.pgsonde.collect.wait;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** For whom the sessions that wait for a lock wait in the end. */
final class LockChains {
    private final Map<Integer, Set<Integer>> blockers = new TreeMap<>();
    private final Map<Integer, SessionSeen> sessions;

    LockChains(List<LockWait> waits, Map<Integer, SessionSeen> sessions) {
        this.sessions = sessions;
        waits.forEach(wait ->
                blockers.computeIfAbsent(wait.blocked(), pid -> new TreeSet<>()).add(wait.blocker()));
    }

    Set<Integer> blocked() {
        return Collections.unmodifiableSet(blockers.keySet());
    }

    /**
     * The process at the end of the chain that begins here, which waits for no lock; none in a deadlock, or if whom it waits for
     * was not asked.
     */
    @Nullable
    Integer root(int pid) {
        Integer end = end(pid, new HashSet<>());
        SessionSeen atEnd = end == null ? null : sessions.get(end);
        return atEnd != null && atEnd.waitsForLock() ? null : end;
    }

    private @Nullable Integer end(int pid, Set<Integer> passed) {
        if (!passed.add(pid)) {
            return null;
        }
        Set<Integer> next = blockers.getOrDefault(pid, Set.of());
        if (next.isEmpty()) {
            return pid;
        }
        for (int further : next) {
            Integer end = end(further, passed);
            if (end != null) {
                return end;
            }
        }
        return null;
    }
}

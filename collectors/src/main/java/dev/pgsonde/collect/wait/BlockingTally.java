package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waited for whom in the looks since the round before, at its longest. */
final class BlockingTally {
    static final Set<String> TEXTS = Set.of(
            "lock_type",
            "lock_mode",
            "relation",
            "database",
            "blocked_user",
            "blocked_application",
            "blocker_user",
            "blocker_application",
            "blocker_state");
    /** Waiters in one queue wait for all before them: their pairs grow with the square of the queue. */
    private static final int MOST = 500;

    private record Pair(int blocked, int blocker) {}

    private record Seen(
            LockWait last,
            @Nullable Integer root,
            @Nullable SessionSeen blocked,
            @Nullable SessionSeen blocker,
            long samples) {
        Seen longest(Seen later) {
            Seen longest = later.micros() >= micros() ? later : this;
            return new Seen(longest.last, longest.root, longest.blocked, longest.blocker, samples + 1);
        }

        private long micros() {
            Long known = last.waitMicros();
            return known == null ? 0 : known;
        }
    }

    private final Map<Pair, Seen> seen = new LinkedHashMap<>();

    void add(List<LockWait> waits, LockChains chains, Map<Integer, SessionSeen> sessions) {
        for (LockWait wait : waits) {
            Pair pair = new Pair(wait.blocked(), wait.blocker());
            Seen now = new Seen(
                    wait, chains.root(wait.blocker()), sessions.get(wait.blocked()), sessions.get(wait.blocker()), 1);
            if (seen.size() < MOST || seen.containsKey(pair)) {
                seen.merge(pair, now, Seen::longest);
            }
        }
    }

    /** Tells, and begins anew. */
    void tell(AnswerRows rows) {
        seen.forEach((pair, worst) -> {
            rows.row()
                    .number("blocked", (long) pair.blocked)
                    .number("blocker", (long) pair.blocker)
                    .number("root", worst.root == null ? null : worst.root.longValue())
                    .number("wait_us", worst.last.waitMicros())
                    .number("samples", worst.samples)
                    .text("lock_type", worst.last.lockType())
                    .text("lock_mode", worst.last.lockMode())
                    .text("relation", worst.last.relation());
            SessionSeen blocked = worst.blocked;
            if (blocked != null) {
                rows.text("database", blocked.database())
                        .text("blocked_user", blocked.user())
                        .text("blocked_application", blocked.application());
            }
            SessionSeen blocker = worst.blocker;
            if (blocker != null) {
                rows.text("blocker_user", blocker.user())
                        .text("blocker_application", blocker.application())
                        .text("blocker_state", blocker.state());
            }
        });
        seen.clear();
    }
}

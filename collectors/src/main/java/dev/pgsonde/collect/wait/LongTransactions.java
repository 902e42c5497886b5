package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The oldest transactions, and the longest idle ones, of all looks since the round before. */
final class LongTransactions {
    static final Set<String> TEXTS = Set.of("kind", "database", "user", "application", "backend_type", "state");
    private static final int TOLD = 5;

    private record Old(SessionSeen session, long micros) {
        Old older(Old other) {
            return micros >= other.micros ? this : other;
        }
    }

    /** Whether one session's several transactions since the round are one or many: the oldest of them is told. */
    private final Map<Integer, Old> transactions = new HashMap<>();

    private final Map<Integer, Old> idle = new HashMap<>();

    void add(List<SessionSeen> sessions) {
        oldest(sessions, LongTransactions::transactionMicros)
                .forEach(old -> transactions.merge(old.session.pid(), old, Old::older));
        oldest(sessions, LongTransactions::idleMicros).forEach(old -> idle.merge(old.session.pid(), old, Old::older));
    }

    /** Tells, and begins anew. */
    void tell(AnswerRows rows) {
        tell("transaction", transactions, rows);
        tell("idle in transaction", idle, rows);
        transactions.clear();
        idle.clear();
    }

    private static void tell(String kind, Map<Integer, Old> found, AnswerRows rows) {
        List<Old> told = oldest(found.values().stream().toList());
        for (int n = 0; n < told.size(); n++) {
            SessionSeen session = told.get(n).session;
            rows.row()
                    .text("kind", kind)
                    .number("rank", n + 1L)
                    .number("pid", (long) session.pid())
                    .text("database", session.database())
                    .text("user", session.user())
                    .text("application", session.application())
                    .text("backend_type", session.backendType())
                    .text("state", session.state())
                    .number("age_us", told.get(n).micros);
        }
    }

    private static List<Old> oldest(List<SessionSeen> sessions, Function<SessionSeen, @Nullable Long> age) {
        List<Old> all = new ArrayList<>();
        for (SessionSeen session : sessions) {
            Long micros = age.apply(session);
            if (micros != null) {
                all.add(new Old(session, micros));
            }
        }
        return oldest(all);
    }

    private static List<Old> oldest(List<Old> all) {
        return all.stream()
                .sorted(Comparator.comparingLong(Old::micros).reversed().thenComparing(old -> old.session()
                        .pid()))
                .limit(TOLD)
                .toList();
    }

    /** Parallel workers have the transaction of their leader, which is there itself. */
    private static @Nullable Long transactionMicros(SessionSeen session) {
        return session.backendType().equals("parallel worker") ? null : session.transactionMicros();
    }

    private static @Nullable Long idleMicros(SessionSeen session) {
        return session.isIdleInTransaction() ? session.stateMicros() : null;
    }
}

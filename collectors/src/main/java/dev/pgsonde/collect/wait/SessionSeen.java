package dev.pgsonde.collect.wait;

import org.jspecify.annotations.Nullable;

/**
 * One session at the instant of a look. Names are never empty, since an empty label has no place in a row's name: "-"
 * stands for none.
 *
 * @param transactionMicros the age of its transaction, if it is in one
 * @param stateMicros for how long it has been in its state
 * @param leader of a parallel worker, the process that it works for
 */
public record SessionSeen(
        int pid,
        String database,
        String user,
        String application,
        String backendType,
        String state,
        String waitType,
        String waitEvent,
        @Nullable Long queryId,
        @Nullable Long transactionMicros,
        @Nullable Long stateMicros,
        @Nullable Integer leader) {
    static final String NONE = "-";
    private static final int LONGEST = 64;

    public SessionSeen {
        database = label(database);
        user = label(user);
        application = label(application);
        backendType = label(backendType);
        state = label(state);
        waitType = label(waitType);
        waitEvent = label(waitEvent);
        // the statement that an idle session ran last is no work of this moment
        queryId = state.equals("idle") ? null : queryId;
    }

    /** What was told of it, or "-", and no more of it than 64 characters. */
    static String label(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }

    /** The role may not see what this session does. */
    boolean isHidden() {
        return backendType.equals(NONE);
    }

    boolean isClient() {
        return backendType.equals("client backend");
    }

    boolean isActive() {
        return state.equals("active") || state.equals("fastpath function call");
    }

    boolean isIdle() {
        return state.equals("idle");
    }

    boolean isIdleInTransaction() {
        return state.startsWith("idle in transaction");
    }

    boolean waitsForLock() {
        return waitType.equals("Lock");
    }
}

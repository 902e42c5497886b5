package dev.pgsonde.collect.wait;

import org.jspecify.annotations.Nullable;

/** One session that waits for a lock, and one of those that it waits for; blocker 0 is a prepared transaction. */
public record LockWait(
        int blocked,
        int blocker,
        @Nullable String lockType,
        @Nullable String lockMode,
        @Nullable String relation,
        @Nullable Long waitMicros) {
    LockWait waiting(long micros) {
        return new LockWait(blocked, blocker, lockType, lockMode, relation, micros);
    }
}

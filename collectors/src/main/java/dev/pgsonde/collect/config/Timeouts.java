package dev.pgsonde.collect.config;

import dev.pgsonde.process.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long one lock, one statement and one answer of the server may take. */
public record Timeouts(
        @Nullable Duration lock,
        @Nullable Duration statement,
        @Nullable Duration socket) {
    private static final long LOCK_MS = 100;
    private static final long STATEMENT_MS = 2000;
    private static final long SOCKET_MORE_MS = 10_000;

    static final Timeouts STANDARD = new Timeouts(null, null, null);

    /** What has not been given is chosen to suit rounds of this length; what was given must be in order. */
    Limits within(Duration every) {
        long everyMs = every.toMillis();
        Duration statements = or(statement, Math.min(STATEMENT_MS, everyMs / 2));
        Duration locks = or(lock, Math.min(LOCK_MS, statements.toMillis() / 2));
        Duration sockets = or(socket, everyMs + SOCKET_MORE_MS);
        if (locks.toMillis() < 1
                || locks.compareTo(statements) >= 0
                || statements.compareTo(every) >= 0
                || every.compareTo(sockets) >= 0) {
            throw new IllegalArgumentException("timeouts must be in this order: lock (" + Durations.text(locks)
                    + ") < statement (" + Durations.text(statements) + ") < every (" + Durations.text(every)
                    + ") < socket (" + Durations.text(sockets) + ")");
        }
        return new Limits(locks, statements, every, sockets);
    }

    private static Duration or(@Nullable Duration given, long otherwiseMs) {
        return given != null ? given : Duration.ofMillis(otherwiseMs);
    }

    /** Four deadlines, each longer than the one before. */
    public record Limits(Duration lock, Duration statement, Duration round, Duration socket) {}
}

package dev.pgsonde.collect.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long one lock, one statement and one answer of the server may take. */
public record Timeouts(
        @Nullable Span lock,
        @Nullable Span statement,
        @Nullable Span socket) {
    private static final long LOCK_MS = 100;
    private static final long STATEMENT_MS = 2000;
    private static final long SOCKET_MORE_MS = 10_000;

    static final Timeouts STANDARD = new Timeouts(null, null, null);

    /** What has not been given is chosen to suit rounds of this length; what was given must be in order. */
    Limits within(Span every) {
        Span statements = statement != null ? statement : Span.ofMillis(Math.min(STATEMENT_MS, every.millis() / 2));
        Span locks = lock != null ? lock : Span.ofMillis(Math.min(LOCK_MS, statements.millis() / 2));
        Span sockets = socket != null ? socket : Span.ofMillis(every.millis() + SOCKET_MORE_MS);
        if (locks.millis() < 1
                || locks.millis() >= statements.millis()
                || statements.millis() >= every.millis()
                || every.millis() >= sockets.millis()) {
            throw new IllegalArgumentException("timeouts must be in this order: lock (" + locks + ") < statement ("
                    + statements + ") < every (" + every + ") < socket (" + sockets + ")");
        }
        return new Limits(locks.length(), statements.length(), every.length(), sockets.length());
    }

    /** Four deadlines, each longer than the one before. */
    public record Limits(Duration lock, Duration statement, Duration round, Duration socket) {}
}

package dev.pgsonde.local.record;

import java.time.Duration;

/** A point in time that has passed or not. */
final class Deadline {
    private final long startedAt = System.nanoTime();
    private final long nanos;

    Deadline(Duration patience) {
        nanos = patience.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - startedAt > nanos;
    }
}

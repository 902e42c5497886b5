package dev.pgsonde.collect.guard;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses between attempts: about twice as long each time up to a longest, and no two agents keep step. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier chance;
    private Duration next;

    /** {@code chance} gives numbers from 0 to 1. */
    public Backoff(Duration first, Duration longest, DoubleSupplier chance) {
        this.first = first;
        this.longest = longest;
        this.chance = chance;
        this.next = first;
    }

    /** Between half of what is due and all of it. */
    public Duration next() {
        Duration due = next;
        Duration twice = due.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        long millis = due.toMillis();
        return Duration.ofMillis(millis / 2 + Math.round(millis / 2.0 * chance.getAsDouble()));
    }

    /** An attempt has succeeded. */
    public void reset() {
        next = first;
    }
}

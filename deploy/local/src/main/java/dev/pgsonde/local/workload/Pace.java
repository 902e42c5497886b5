package dev.pgsonde.local.workload;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A beat. Who comes late goes on at once, but what was missed is not made up for. */
public final class Pace {
    private final LongSupplier nanosBetween;
    private long due;

    /** {@code nanosBetween} is asked before every beat. */
    public Pace(LongSupplier nanosBetween, long phaseNanos) {
        this.nanosBetween = nanosBetween;
        this.due = System.nanoTime() + phaseNanos;
    }

    public void await() {
        due += nanosBetween.getAsLong();
        long now = System.nanoTime();
        if (due < now) {
            due = now;
        }
        while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}

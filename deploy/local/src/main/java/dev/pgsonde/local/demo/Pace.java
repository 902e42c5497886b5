package dev.pgsonde.local.demo;

import java.util.concurrent.locks.LockSupport;

/** A beat. Who comes late goes on at once, but what was missed is not made up for. */
final class Pace {
    private final long nanosBetween;
    private long due;

    Pace(long nanosBetween, long phaseNanos) {
        this.nanosBetween = nanosBetween;
        this.due = System.nanoTime() + phaseNanos;
    }

    void await() {
        due += nanosBetween;
        long now = System.nanoTime();
        if (due < now) {
            due = now;
        }
        while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}

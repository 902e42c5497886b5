package dev.pgsonde.prove.dose;

import dev.pgsonde.prove.Trial;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets windows pass. */
record Time(Trial trial, Duration window) {
    void pass(int windows, String what) {
        long end = System.nanoTime() + window.multipliedBy(windows).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            trial.progress()
                    .now("the load " + what + ", " + Duration.ofNanos(left).toSeconds() + " s more");
            LockSupport.parkNanos(Math.min(left, 1_000_000_000L));
        }
    }
}

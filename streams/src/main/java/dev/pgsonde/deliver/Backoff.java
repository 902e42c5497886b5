package dev.pgsonde.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure: twice as long each time up to {@code most}, and less by chance, so that many do not come at once. */
record Backoff(Duration first, Duration most, Duration giveUpAfter) {
    private static final int DOUBLINGS = 30;

    /** Between half of the full wait and all of it. */
    Duration after(int failures, RandomGenerator random) {
        long full = first.toMillis() << Math.min(DOUBLINGS, Math.max(0, failures - 1));
        long wait = Math.min(most.toMillis(), full);
        return Duration.ofMillis(wait / 2 + Math.round(wait / 2.0 * random.nextDouble()));
    }
}

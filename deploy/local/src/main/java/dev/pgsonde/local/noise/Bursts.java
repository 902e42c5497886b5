package dev.pgsonde.local.noise;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** A rate that changes every few seconds, between a tenth and the triple of its mean. */
final class Bursts implements LongSupplier {
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    private static final long LONGEST_NANOS = 20_000_000_000L;

    private final SplittableRandom random;
    private final long usualNanos;
    private long until = System.nanoTime();
    private long nanos;

    Bursts(long seed, long usualNanos) {
        random = new SplittableRandom(seed);
        this.usualNanos = usualNanos;
        nanos = usualNanos;
    }

    @Override
    public synchronized long getAsLong() {
        long now = System.nanoTime();
        if (now - until >= 0) {
            until = now + random.nextLong(SHORTEST_NANOS, LONGEST_NANOS);
            nanos = (long) (usualNanos / random.nextDouble(0.1, 3));
        }
        return nanos;
    }
}

package dev.pgsonde.streams.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows of one length, aligned to the epoch. What ends at a window's edge belongs to the window that ends there: so a
 * difference belongs whole to the window in which it ends, and only one longer than a window is spread over those it
 * covers.
 */
public record Tumbling(Duration length) {
    public Tumbling {
        if (length.toMillis() < 1000) {
            throw new IllegalArgumentException("a window lasts a second at least, not " + length);
        }
    }

    /** A part of a difference: from {@code fromMs} to {@code toMs} of the {@code wholeMs} that it took. */
    public record Share(Instant start, long fromMs, long toMs, long wholeMs, boolean spread) {
        /** Shares of one total add up to it exactly, since each is the difference of two roundings. */
        public long of(long total) {
            if (fromMs == 0 && isLast()) {
                return total;
            }
            return upTo(total, toMs) - upTo(total, fromMs);
        }

        public long coveredMs() {
            return toMs - fromMs;
        }

        /** Whether the difference ends in this part. */
        public boolean isLast() {
            return toMs == wholeMs;
        }

        private long upTo(long total, long ms) {
            return total / wholeMs * ms + total % wholeMs * ms / wholeMs;
        }
    }

    /** The same windows, so many together. */
    public Tumbling times(int count) {
        return new Tumbling(length.multipliedBy(count));
    }

    /** The start of the window in which {@code at} is, or which ends at it. */
    public Instant startOf(Instant at) {
        return edgeUpTo(at.minusMillis(1));
    }

    /** The last edge that is not after {@code at}. */
    public Instant edgeUpTo(Instant at) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), length.toMillis()) * length.toMillis());
    }

    public Instant endOf(Instant start) {
        return start.plus(length);
    }

    /** The starts of all windows that any time between {@code from} and {@code to} is in; of one where no time is between. */
    public List<Instant> touched(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return List.of(edgeUpTo(to));
        }
        List<Instant> starts = new ArrayList<>();
        for (Instant start = edgeUpTo(from); start.isBefore(to); start = endOf(start)) {
            starts.add(start);
        }
        return starts;
    }

    /**
     * The windows of what happened after {@code from} and up to {@code to}. A second look that was due at the same time,
     * by an agent that has just begun, tells of what came after the first.
     */
    public List<Share> shares(Instant from, Instant to) {
        long whole = to.toEpochMilli() - from.toEpochMilli();
        if (whole <= 0) {
            return List.of(new Share(edgeUpTo(to), 0, 1, 1, false));
        }
        if (whole <= length.toMillis()) {
            return List.of(new Share(startOf(to), 0, whole, whole, false));
        }
        List<Share> shares = new ArrayList<>();
        long done = 0;
        while (done < whole) {
            Instant start = edgeUpTo(from.plusMillis(done));
            long end = Math.min(whole, endOf(start).toEpochMilli() - from.toEpochMilli());
            shares.add(new Share(start, done, end, whole, true));
            done = end;
        }
        return shares;
    }
}

package dev.pgsonde.streams.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows of one length, aligned to the epoch. A difference belongs whole to the window that holds its middle: rounds
 * are taken a moment after a window's edge, so that is the window which it nearly fills. Only a difference longer than a
 * window and a half is spread over those it covers.
 */
public record Tumbling(Duration length) {
    public Tumbling {
        if (length.toMillis() < 1000) {
            throw new IllegalArgumentException("a window lasts a second at least, not " + length);
        }
    }

    /** A part of a difference: from {@code fromMs} to {@code toMs} of the {@code wholeMs} that it took. */
    public record Share(Instant start, long fromMs, long toMs, long wholeMs) {
        /** Shares of one total add up to it exactly, since each is the difference of two roundings. */
        public long of(long total) {
            return upTo(total, toMs) - upTo(total, fromMs);
        }

        public long coveredMs() {
            return toMs - fromMs;
        }

        private long upTo(long total, long ms) {
            return total / wholeMs * ms + total % wholeMs * ms / wholeMs;
        }
    }

    public Instant startOf(Instant at) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), length.toMillis()) * length.toMillis());
    }

    public Instant endOf(Instant start) {
        return start.plus(length);
    }

    /** The windows of what happened after {@code from} and up to {@code to}; none begins before {@code firstOpen}. */
    public List<Share> shares(Instant from, Instant to, Instant firstOpen) {
        long whole = Math.max(1, to.toEpochMilli() - from.toEpochMilli());
        if (2 * whole <= 3 * length.toMillis()) {
            Instant middle = from.plusMillis(whole / 2);
            return List.of(new Share(later(startOf(middle), firstOpen), 0, whole, whole));
        }
        List<Share> shares = new ArrayList<>();
        long done = 0;
        while (done < whole) {
            Instant start = startOf(from.plusMillis(done));
            long end = Math.min(whole, endOf(start).toEpochMilli() - from.toEpochMilli());
            shares.add(new Share(later(start, firstOpen), done, end, whole));
            done = end;
        }
        return shares;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}

package dev.pgsonde.streams.window;

import dev.pgsonde.streams.delta.Values;
import org.jspecify.annotations.Nullable;

/** What the counters of one row have added up to in one window so far, in the order of its view's, and its gauges. */
public record RowSums(
        Values totals,
        long coveredMs,
        int samples,
        boolean spread,
        @Nullable String reason,
        @Nullable Readings readings) {
    public static RowSums empty(int counters) {
        return new RowSums(Values.unknown(counters), 0, 0, false, null, null);
    }

    public RowSums plus(Values change, Tumbling.Share share) {
        return new RowSums(
                totals.plus(change, share::of),
                coveredMs + share.coveredMs(),
                samples + 1,
                spread || share.spread(),
                reason,
                readings);
    }

    /** Part of the window is unknown; the first reason is told. */
    public RowSums without(String why) {
        return reason != null ? this : new RowSums(totals, coveredMs, samples, spread, why, readings);
    }

    /** Whether nothing was added to its counters, and nothing of them is unknown. */
    public boolean isStill() {
        return reason == null && totals.size() > 0 && totals.isUnknown();
    }

    /** Whether it needs nothing of what was held. */
    public boolean isFull(boolean hasGauges) {
        return (readings != null || !hasGauges) && !isStill();
    }

    /** Its counters come to that. */
    public RowSums counting(Values counted) {
        return new RowSums(counted, coveredMs, samples, spread, reason, readings);
    }

    public RowSums reading(Readings now) {
        return new RowSums(totals, coveredMs, samples, spread, reason, now);
    }
}

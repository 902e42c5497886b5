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
        long[] numbers = totals.numbers().clone();
        boolean[] known = totals.known().clone();
        for (int n = 0; n < numbers.length; n++) {
            if (change.known()[n]) {
                numbers[n] += share.of(change.numbers()[n]);
                known[n] = true;
            }
        }
        return new RowSums(
                new Values(numbers, known),
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

    public RowSums reading(Readings now) {
        return new RowSums(totals, coveredMs, samples, spread, reason, now);
    }

    /** These, and then those of a later part of the window; of the readings, see {@link Readings#and}. */
    public RowSums and(RowSums later, @Nullable Readings both) {
        long[] numbers = totals.numbers().clone();
        boolean[] known = totals.known().clone();
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] += later.totals.numbers()[n];
            known[n] |= later.totals.known()[n];
        }
        return new RowSums(
                new Values(numbers, known),
                coveredMs + later.coveredMs,
                samples + later.samples,
                spread || later.spread,
                reason != null ? reason : later.reason,
                both);
    }
}

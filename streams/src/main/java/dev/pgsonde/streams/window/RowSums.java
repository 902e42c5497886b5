package dev.pgsonde.streams.window;

import dev.pgsonde.streams.delta.Values;
import org.jspecify.annotations.Nullable;

/** What the numbers of one row have added up to in one window so far, in the order of its view's metrics. */
public record RowSums(
        Values totals,
        long coveredMs,
        int samples,
        @Nullable String reason) {
    public static RowSums empty(int metrics) {
        return new RowSums(new Values(new long[metrics], new boolean[metrics]), 0, 0, null);
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
        return new RowSums(new Values(numbers, known), coveredMs + share.coveredMs(), samples + 1, reason);
    }

    /** Part of the window is unknown; the first reason is told. */
    public RowSums without(String why) {
        return reason != null ? this : new RowSums(totals, coveredMs, samples, why);
    }
}

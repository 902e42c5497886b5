package dev.pgsonde.streams.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of one window one view was looked at, and what its rows count. A row that stood still is in no frame, and yet
 * was measured: so it is the view that knows the coverage.
 */
public record ViewSums(
        String subjectKind,
        String incarnation,
        List<String> metrics,
        long coveredMs,
        int samples,
        @Nullable String reason) {
    public ViewSums {
        metrics = List.copyOf(metrics);
    }

    public static ViewSums empty(String subjectKind, String incarnation, List<String> metrics) {
        return new ViewSums(subjectKind, incarnation, metrics, 0, 0, null);
    }

    public ViewSums plus(Tumbling.Share share) {
        return new ViewSums(subjectKind, incarnation, metrics, coveredMs + share.coveredMs(), samples + 1, reason);
    }

    public ViewSums without(String why) {
        return reason != null ? this : new ViewSums(subjectKind, incarnation, metrics, coveredMs, samples, why);
    }

    /** Whether enough of the window is known for a verdict: all of what was seen, and four fifths of the time. */
    public boolean isWhole(Tumbling windows) {
        return reason == null && coveredMs * 5 >= windows.length().toMillis() * 4;
    }
}

package dev.pgsonde.streams.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of one window one view was looked at, and what its rows hold. A row that stood still is in no frame, and yet
 * was measured: so it is the view that knows the coverage.
 *
 * @param labels what the names of its rows are made of
 * @param counters what its rows count, as metrics
 * @param gauges what else they read, as metrics
 * @param samples how many differences there are
 * @param looks how many looks at it were in the window
 * @param unread why it was not read at some look, which matters only when no later difference covers that
 * @param lost why rows may be missing that nobody has seen; those that were seen are exact
 * @param reason why a part of all its rows is unknown
 */
public record ViewSums(
        String subjectKind,
        String incarnation,
        List<String> labels,
        List<String> counters,
        List<String> gauges,
        long coveredMs,
        int samples,
        int looks,
        boolean spread,
        @Nullable String unread,
        @Nullable String lost,
        @Nullable String reason) {
    public ViewSums {
        labels = List.copyOf(labels);
        counters = List.copyOf(counters);
        gauges = List.copyOf(gauges);
    }

    public static ViewSums empty(
            String subjectKind, String incarnation, List<String> labels, List<String> counters, List<String> gauges) {
        return new ViewSums(subjectKind, incarnation, labels, counters, gauges, 0, 0, 0, false, null, null, null);
    }

    /** A difference begins with the last look that was had: so nothing before its end is left unread. */
    public ViewSums plus(Tumbling.Share share) {
        return new ViewSums(
                subjectKind,
                incarnation,
                labels,
                counters,
                gauges,
                coveredMs + share.coveredMs(),
                samples + 1,
                looks,
                spread || share.spread(),
                null,
                lost,
                reason);
    }

    public ViewSums looked() {
        return with(looks + 1, unread, lost, reason);
    }

    public ViewSums without(String why) {
        return reason != null ? this : with(looks, unread, lost, why);
    }

    public ViewSums notRead(String why) {
        return unread != null ? this : with(looks, why, lost, reason);
    }

    public ViewSums losing(String why) {
        return lost != null ? this : with(looks, unread, why, reason);
    }

    /** The same window goes on with rows of other columns. */
    public ViewSums holding(List<String> otherLabels, List<String> otherCounters, List<String> otherGauges) {
        return new ViewSums(
                subjectKind,
                incarnation,
                otherLabels,
                otherCounters,
                otherGauges,
                coveredMs,
                samples,
                looks,
                spread,
                unread,
                lost,
                reason);
    }

    private ViewSums with(
            int nowLooks, @Nullable String nowUnread, @Nullable String nowLost, @Nullable String nowReason) {
        return new ViewSums(
                subjectKind,
                incarnation,
                labels,
                counters,
                gauges,
                coveredMs,
                samples,
                nowLooks,
                spread,
                nowUnread,
                nowLost,
                nowReason);
    }

    /** Why a part of the window is unknown of every row. */
    public @Nullable String whyUnknown() {
        return reason != null ? reason : unread;
    }

    /** Why not all rows of the view are known. */
    public @Nullable String whyLacking() {
        return whyUnknown() != null ? whyUnknown() : lost;
    }

    public boolean holdsLike(ViewSums other) {
        return counters.equals(other.counters) && gauges.equals(other.gauges);
    }

    /** What was only unknown so far has no columns: any may come. */
    public boolean holdsNothing() {
        return counters.isEmpty() && gauges.isEmpty();
    }

    /** Whether enough of the window is known for a verdict: all of what was seen, and four fifths of the time. */
    public boolean isWhole(Tumbling windows) {
        if (isOfServersReadings()) {
            return looks > 0 && unread == null && lost == null;
        }
        return whyLacking() == null && coveredMs * 5 >= windows.length().toMillis() * 4;
    }

    /** A server's gauges say all they say at each look: the first one too, and those of a window that was begun late. */
    private boolean isOfServersReadings() {
        return counters.isEmpty() && !gauges.isEmpty() && subjectKind.equals("server");
    }
}

package dev.pgsonde.streams.detect;

import dev.pgsonde.schema.Alert.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Takes a series from window to window, and says when, in the server's time, what it tells of began. */
public final class Judge {
    private final Detector detector;
    private final Duration window;

    public Judge(Tuning tuning, Duration window) {
        this.detector = new Detector(tuning);
        this.window = window;
    }

    /** A series after a window, and what the window said. */
    public record Judged(Series series, Verdict verdict) {}

    /**
     * What the series' next window says.
     *
     * @param next the window's sums, or null where one of them is unknown
     * @param events when something happened that could move the metric
     */
    public Judged judge(Series series, @Nullable Point next, Limits limits, Collection<Instant> events) {
        if (next == null) {
            Detector.Step step = detector.step(series.memory(), new Reading.Unknown(), limits, ago -> false);
            return new Judged(series.after(step.memory()), step.verdict());
        }
        Instant newest =
                series.carried() == null ? next.start() : series.carried().start();
        Detector.Step step = detector.step(
                series.memory(),
                new Reading.Quotient(next.numerator(), next.denominator()),
                limits,
                new Moment(
                        next.start().atOffset(ZoneOffset.UTC).getHour(),
                        ago -> isNear(
                                ago == 1 || series.points().isEmpty() ? newest : series.start(ago - 1),
                                series.points().isEmpty() ? newest : series.start(ago),
                                events)));
        return new Judged(series.after(next, step.memory()), step.verdict());
    }

    /** The series, with what it has come to as its normal level. */
    public Series accepted(Series series) {
        return series.after(detector.accepted(series.memory()));
    }

    /** When the new level began, as far back as the series is shown, and by the length of windows beyond that. */
    public Instant onset(Series series, Shift shift, Instant now) {
        int levels = shift.span() == Span.TEN ? Detector.TEN * shift.ago() : shift.ago();
        return shift.span() == Span.LEVEL && levels <= series.points().size()
                ? series.start(levels)
                : now.minus(window.multipliedBy(levels));
    }

    /**
     * From three windows before the old level was last seen to one after the onset: a restart and the windows left out after
     * it may lie between.
     */
    private boolean isNear(Instant onset, Instant lastBefore, Collection<Instant> events) {
        Instant seen = lastBefore.plus(window);
        Instant from = (seen.isBefore(onset) ? seen : onset).minus(window.multipliedBy(3));
        Instant to = onset.plus(window.multipliedBy(2));
        return events.stream().anyMatch(at -> at.isAfter(from) && at.isBefore(to));
    }
}

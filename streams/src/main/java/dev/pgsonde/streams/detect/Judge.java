package dev.pgsonde.streams.detect;

import dev.pgsonde.catalog.Metric.Judgement;
import dev.pgsonde.schema.Alert.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Proposes, tests and reports: a verdict on a series after each of its windows. */
public final class Judge {
    private final Tuning tuning;
    private final Detector detector;
    private final Duration window;

    public Judge(Tuning tuning, Duration window) {
        this.tuning = tuning;
        this.detector = new Detector(tuning);
        this.window = window;
    }

    /**
     * What the series' newest window says.
     *
     * @param events when something happened that could move the metric
     */
    public Verdict verdict(Series series, Judgement judgement, Collection<Instant> events) {
        if (series.firing() != null) {
            return ofFiring(series.firing());
        }
        List<Point> points = series.points();
        if (series.carried() != null || points.isEmpty()) {
            return new Verdict.Quiet();
        }
        Optional<Shift> shift = detector.rise(
                series.logs(),
                StrictMath.log1p(judgement.floor()),
                index -> isNear(points.get(Math.min(index, points.size() - 1)).start(), events));
        return shift.filter(found -> matters(points, found, judgement))
                .<Verdict>map(Verdict.Risen::new)
                .orElseGet(Verdict.Quiet::new);
    }

    private Verdict ofFiring(Series.Firing firing) {
        if (firing.back() >= tuning.resolveAfter()) {
            return new Verdict.Resolved();
        }
        return firing.age() >= tuning.acceptAfter() ? new Verdict.Accepted() : new Verdict.Quiet();
    }

    /** From three windows before the onset to one after it. */
    private boolean isNear(Instant onset, Collection<Instant> events) {
        Instant from = onset.minus(window.multipliedBy(3));
        Instant to = onset.plus(window.multipliedBy(2));
        return events.stream().anyMatch(at -> at.isAfter(from) && at.isBefore(to));
    }

    /** A window shows at least so much more than it did; and a level of nothing has no multiples. */
    private static boolean matters(List<Point> points, Shift shift, Judgement judgement) {
        double before = StrictMath.exp(shift.reference());
        Level now = Level.since(points, shift.onset());
        return before > 1e-6 && (now.ratio() - before) * now.denominatorPerWindow() >= judgement.leastExcess();
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Effect;
import dev.pgsonde.schema.Effect.Measured;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.cause.Causes;
import dev.pgsonde.streams.cause.KnownChange;
import dev.pgsonde.streams.cause.MeasuredCause;
import dev.pgsonde.streams.detect.Guard;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Latch;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Shift;
import dev.pgsonde.streams.detect.Span;
import dev.pgsonde.streams.detect.Tier;
import dev.pgsonde.streams.effect.EffectMeasuring;
import dev.pgsonde.streams.effect.EffectMeasuring.Found;
import dev.pgsonde.streams.effect.EffectMeasuring.Measurand;
import dev.pgsonde.streams.state.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures what known changes did. What has moved is an alert with the change as its cause; what is too little for that is
 * still no noise of the series' past.
 */
final class ChangeEffects {
    /** Onsets are estimates. */
    private static final int SAME_ONSET = 3;

    private final List<Metric> panel;
    private final Map<String, Limits> limits;
    private final Judge judge;
    private final EffectMeasuring measuring;
    private final Duration window;
    private final Findings findings;
    private final Explaining explaining;
    private final Incidents incidents;
    private final OpenAlerts openAlerts;
    private final Severities severities;
    private final Outlet outlet;

    ChangeEffects(
            Judgements judgements,
            Map<String, Limits> limits,
            Judge judge,
            Findings findings,
            Explaining explaining,
            Incidents incidents,
            OpenAlerts openAlerts,
            Severities severities,
            Outlet outlet) {
        this.panel = judgements.catalog().metrics().stream()
                .filter(metric -> metric.judged() != null)
                .toList();
        this.limits = limits;
        this.judge = judge;
        this.window = judgements.windows().length();
        this.measuring = new EffectMeasuring(judge, window);
        this.findings = findings;
        this.explaining = explaining;
        this.incidents = incidents;
        this.openAlerts = openAlerts;
        this.severities = severities;
        this.outlet = outlet;
    }

    /** A change, and how many windows have passed since. */
    private record Look(Closed closed, KnownChange change, List<KnownChange> all, List<Marker> markers, int windows) {}

    /** A series. */
    record Place(String metric, String subject) {}

    /** The window's own levels are in their series already; {@code longer} are those that have one more. */
    void measure(Closed closed, List<Marker> markers, Set<Place> longer) {
        List<KnownChange> all = KnownChange.of(markers, window);
        for (KnownChange change : all) {
            measure(new Look(closed, change, all, markers, measuring.passed(change, closed.end())), longer);
        }
    }

    private void measure(Look look, Set<Place> longer) {
        String source = look.closed().source();
        for (Metric metric : panel) {
            if (!metric.isWatched() && !look.change().isLikelyToMove(metric.metric())) {
                continue;
            }
            for (String subject : subjects(source, metric, look.change())) {
                Series series = findings.series(source, metric.metric(), subject);
                boolean isLonger = longer.contains(new Place(metric.metric(), subject));
                if (!measuring.isTime(look.change(), series, isLonger, look.windows())) {
                    continue;
                }
                measuring
                        .measure(
                                look.change(),
                                new Measurand(
                                        metric.metric(),
                                        limits(metric).floor(),
                                        series,
                                        findings.uncertainty(source, metric)),
                                look.all(),
                                look.windows())
                        .ifPresent(found -> found(look, metric, subject, series, found));
            }
        }
    }

    private Limits limits(Metric metric) {
        Limits limit = limits.get(metric.metric());
        if (limit == null) {
            throw new IllegalStateException(metric.metric() + " is not judged");
        }
        return limit;
    }

    /** The server, or what the change itself names. */
    private List<String> subjects(String source, Metric metric, KnownChange change) {
        if (metric.isOfServer()) {
            return List.of(source);
        }
        return metric.subject().equals(change.subjectKind())
                ? findings.roster(source, metric.metric()).stream()
                        .filter(change.subjects()::contains)
                        .toList()
                : List.of();
    }

    private void found(Look look, Metric metric, String subject, Series series, Found found) {
        Measured measured = found.measured().orElse(null);
        boolean worse = measured != null && found.moved() && limits(metric).isWorse(measured.score() > 0 ? 1 : -1);
        outlet.effect(new Effect(
                look.closed().source(),
                look.change().identity(),
                metric.metric(),
                metric.unit(),
                metric.subject(),
                subject,
                look.closed().end(),
                look.windows(),
                found.outcome(),
                worse,
                measured,
                found.beside().map(KnownChange::text).orElse(null)));
        if (measured != null && found.moved() && !found.over()) {
            moved(look, new Moved(metric, subject, series, found, measured));
        }
    }

    /** A series that a change has moved, and that has not been moved since. */
    private record Moved(Metric metric, String subject, Series series, Found found, Measured measured) {
        int since() {
            return (int) series.points().stream()
                    .filter(point -> !point.start().isBefore(found.since()))
                    .count();
        }

        /** What a window shows more, or less, of the numerator. */
        double excess() {
            List<Point> points = series.points();
            double denominators = points.subList(points.size() - since(), points.size()).stream()
                    .mapToLong(Point::denominator)
                    .average()
                    .orElse(0);
            return Math.abs(measured.after() - measured.before()) * denominators;
        }

        List<MeasuredCause> causes(KnownChange change) {
            List<MeasuredCause> causes = new ArrayList<>(List.of(new MeasuredCause(change, measured)));
            found.beside().ifPresent(other -> causes.add(new MeasuredCause(other, measured)));
            return causes;
        }
    }

    private void moved(Look look, Moved moved) {
        String source = look.closed().source();
        String metric = moved.metric().metric();
        Series series = moved.series();
        Latch latch = series.memory().latch();
        if (latch != null && Math.abs(latch.age() - moved.since()) <= SAME_ONSET) {
            explain(look, moved);
            return;
        }
        Limits limit = limits(moved.metric());
        Shift shift = shift(moved, limit);
        if (latch != null) {
            if (latch.isBack(shift.reference() + shift.sign() * shift.size())) {
                return; // what was changed has been taken back, and the alert will be over
            }
            incidents.end(source, metric, moved.subject(), false, look.closed().end());
            series = judge.accepted(series);
        }
        if (Math.abs(judge.step(series, moved.since())) < shift.size() / 2) {
            return; // it is where it was before: an alert about what this change has taken back is over
        }
        if (moved.excess() < limit.leastExcess()) {
            findings.put(source, metric, moved.subject(), judge.rebased(series, moved.since()));
            return;
        }
        findings.put(source, metric, moved.subject(), judge.moved(series, shift, limit));
        Alert alert = explaining.alert(
                look.closed(),
                moved.metric(),
                moved.subject(),
                series,
                shift,
                look.markers(),
                moved.causes(look.change()));
        incidents.moved(severities.rated(look.closed(), alert));
    }

    /** An alert about the same step that was opened without its cause. */
    private void explain(Look look, Moved moved) {
        Alert open = findings.alert(look.closed().source(), moved.metric().metric(), moved.subject());
        if (open == null) {
            return;
        }
        List<Cause> causes =
                Causes.explained(open.metric(), open.causes(), moved.causes(look.change()), look.markers());
        if (!causes.get(0).kind().equals(open.cause())) {
            openAlerts.explain(
                    Alerts.explained(open, moved.metric(), causes, look.change().isOfServer()),
                    look.closed().end());
        }
    }

    private Shift shift(Moved moved, Limits limit) {
        Measured measured = moved.measured();
        double reference = limit.scale().of(measured.before());
        double size = limit.scale().of(measured.after()) - reference;
        return new Shift(
                size > 0 ? 1 : -1,
                moved.since(),
                Span.LEVEL,
                limit.scale(),
                reference,
                Math.abs(size),
                moved.found().spread(),
                measured.windowsBefore(),
                Math.abs(measured.score()),
                measured.threshold(),
                Tier.WARN,
                List.of(new Guard("effect", Math.abs(measured.score()), measured.threshold(), true)));
    }
}

package dev.pgsonde.streams.effect;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Effect.Measured;
import dev.pgsonde.schema.Effect.Outcome;
import dev.pgsonde.streams.cause.KnownChange;
import dev.pgsonde.streams.detect.Difference;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Uncertainty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the windows of a series before a known change with those after it. */
public final class EffectMeasuring {
    /** After so many levels a change is looked at; in between nothing is said, so that chance has few occasions. */
    private static final Set<Long> LOOKS = Set.of(5L, 8L, 10L, 20L, 30L);
    /** After so many windows something is said, be it that nothing is known. */
    private static final int ANSWER = 8;

    /** Standard errors: of a change that is known to move such a metric, and of any other. */
    private static final double LIKELY = 3;

    private static final double UNLIKELY = 4.4;

    private final Judge judge;
    private final Duration window;

    public EffectMeasuring(Judge judge, Duration window) {
        this.judge = judge;
        this.window = window;
    }

    /**
     * What a change did to one series.
     *
     * @param moved by more than the least that is reported, for whichever reason
     * @param beside another change that has the same windows
     * @param since when the first window after the change began
     * @param spread of single levels
     * @param over another change has ended this one's windows
     */
    public record Found(
            Outcome outcome,
            boolean moved,
            Optional<Measured> measured,
            Optional<KnownChange> beside,
            Instant since,
            double spread,
            boolean over) {}

    /**
     * What is measured.
     *
     * @param floor the smallest relative change that is reported of the metric
     */
    public record Measurand(String metric, double floor, Series series, Uncertainty uncertainty) {}

    /** Windows that have passed since the change. */
    public int passed(KnownChange change, Instant now) {
        return (int) (Duration.between(change.at(), now).toMillis() / window.toMillis());
    }

    /** Whether it is time to look, after so many windows; a load that stops has no levels meanwhile. */
    public boolean isTime(KnownChange change, Series series, boolean isLonger, int passed) {
        long levels = series.points().stream()
                .filter(point -> !point.start().isBefore(change.at()))
                .count();
        return passed == ANSWER || (isLonger && LOOKS.contains(levels));
    }

    /** What is known now; empty where an earlier look has said all there is. */
    public Optional<Found> measure(KnownChange change, Measurand measurand, List<KnownChange> all, int windows) {
        String metric = measurand.metric();
        Series series = measurand.series();
        Surroundings around = Surroundings.of(change, metric, all, series.points(), window);
        List<Point> before = around.before(series.points(), window);
        List<Point> after = around.after(series.points(), window);
        if (windows > ANSWER && around.isOver(series.points())) {
            return Optional.empty(); // as an earlier look has said
        }
        if (!around.areEnough(series.points(), window)) {
            Outcome outcome = around.beside().isPresent() ? Outcome.CONFOUNDED : Outcome.NOT_YET_KNOWN;
            return windows < ANSWER
                    ? Optional.empty()
                    : Optional.of(
                            new Found(outcome, false, Optional.empty(), around.beside(), around.after(), 0, true));
        }
        double[] past = judge.past(series, before.get(before.size() - 1).start());
        Difference difference = Difference.of(past, ratios(before), ratios(after))
                .wrongBy(measurand.uncertainty().between(before, after));
        double threshold = change.isLikelyToMove(metric) ? LIKELY : UNLIKELY;
        Outcome tested = outcome(difference, measurand.floor(), threshold);
        boolean fits = !tested.isMove() || change.canMove(metric, difference.score() > 0);
        Outcome outcome = fits ? tested : Outcome.NOT_YET_KNOWN;
        boolean shared = around.beside().isPresent() && outcome.isMove();
        return Optional.of(new Found(
                shared ? Outcome.CONFOUNDED : outcome,
                outcome.isMove(),
                Optional.of(measured(difference, before.size(), after.size(), threshold)),
                around.beside(),
                after.get(0).start(),
                difference.spread(),
                around.until().isBefore(Instant.MAX)));
    }

    private static Outcome outcome(Difference difference, double floor, double threshold) {
        double least = StrictMath.log1p(floor);
        double score = difference.score();
        if (Math.abs(score) >= threshold && Math.abs(difference.size()) >= least) {
            return score > 0 ? Outcome.ROSE : Outcome.FELL;
        }
        return difference.low() > -least && difference.high() < least ? Outcome.NO_CHANGE : Outcome.NOT_YET_KNOWN;
    }

    private static Measured measured(Difference difference, int before, int after, double threshold) {
        boolean both = difference.before() > 0 && difference.after() > 0;
        return new Measured(
                difference.before(),
                difference.after(),
                before,
                after,
                both ? StrictMath.exp(difference.low()) : null,
                both ? StrictMath.exp(difference.high()) : null,
                difference.score(),
                threshold);
    }

    private static double[] ratios(List<Point> points) {
        return points.stream()
                .mapToDouble(point -> (double) point.numerator() / point.denominator())
                .toArray();
    }
}

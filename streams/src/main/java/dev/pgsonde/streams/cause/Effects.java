package dev.pgsonde.streams.cause;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.streams.cause.Spell.Total;
import java.util.List;
import java.util.Optional;

/**
 * How much of a change comes from dearer work, and how much from more of it for each unit: both as shares of the change.
 *
 * @param dearer what the work itself costs now, as a multiple of what it did
 */
public record Effects(double rate, double mix, double dearer) {
    private static final double MOSTLY = 0.6;
    private static final double KNOWN = 0.6;

    /** By what is done for each unit, told by a metric with the same denominators. */
    public static Optional<Effects> byWork(Spell spell, List<Point> points, List<Point> work) {
        Total before = spell.before(points);
        Total since = spell.since(points);
        double doneThen = spell.before(work).ratio();
        double done = spell.since(work).ratio();
        double change = since.ratio() - before.ratio();
        if (doneThen <= 0 || done <= 0 || change == 0) {
            return Optional.empty();
        }
        double costThen = before.ratio() / doneThen;
        double cost = since.ratio() / done;
        return Optional.of(new Effects(
                (done + doneThen) / 2 * (cost - costThen) / change,
                (cost + costThen) / 2 * (done - doneThen) / change,
                costThen == 0 ? Double.POSITIVE_INFINITY : cost / costThen));
    }

    /** By the statements that were there before and are there now, when they are most of it. */
    public static Optional<Effects> byMembers(List<Contribution> parts) {
        double rate = 0;
        double mix = 0;
        double dearest = 0;
        for (Contribution part : parts) {
            boolean isOld = part.before() > 0 && part.now() > 0;
            rate += isOld ? part.rate() : 0;
            mix += isOld ? part.mix() : 0;
            dearest = isOld && part.share() > 0 ? Math.max(dearest, part.now() / part.before()) : dearest;
        }
        return rate + mix < KNOWN ? Optional.empty() : Optional.of(new Effects(rate, mix, dearest));
    }

    /** The unit of work has changed, and not what work costs, by the least that is told of the metric. */
    public boolean isComposition(Metric metric, boolean isRise) {
        return isComposition(
                isRise, metric.judged() == null ? 0 : metric.judged().floor());
    }

    boolean isComposition(boolean isRise, double floor) {
        boolean alike = isRise ? dearer < 1 + floor : dearer > 1 / (1 + floor);
        return mix >= MOSTLY && alike;
    }
}

package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Alert.Point;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The time around an onset: the windows of the old level that are still at hand, and those since. */
public record Spell(Instant from, Instant onset) {
    private static final int BEFORE = 30;

    /** As far back as the series is shown, and not more than thirty windows. */
    public static Spell around(Instant onset, List<Point> points) {
        List<Point> before =
                points.stream().filter(point -> point.start().isBefore(onset)).toList();
        return new Spell(
                before.isEmpty()
                        ? onset
                        : before.get(Math.max(0, before.size() - BEFORE)).start(),
                onset);
    }

    /** What some windows come to together. */
    public record Total(double numerator, double denominator) {
        public double ratio() {
            return denominator == 0 ? 0 : numerator / denominator;
        }
    }

    public Total before(List<Point> points) {
        return total(
                points, point -> point.start().isBefore(onset) && !point.start().isBefore(from));
    }

    /** The onset's own window holds some of both levels, and is left out where others can speak. */
    public Total since(List<Point> points) {
        long later =
                points.stream().filter(point -> point.start().isAfter(onset)).count();
        return later >= 2
                ? total(points, point -> point.start().isAfter(onset))
                : total(points, point -> !point.start().isBefore(onset));
    }

    private static Total total(List<Point> points, Predicate<Point> of) {
        double numerator = 0;
        double denominator = 0;
        for (Point point : points) {
            if (of.test(point)) {
                numerator += point.numerator();
                denominator += point.denominator();
            }
        }
        return new Total(numerator, denominator);
    }
}

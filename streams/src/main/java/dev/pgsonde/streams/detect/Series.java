package dev.pgsonde.streams.detect;

import dev.pgsonde.schema.Alert.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recent windows of one metric of one subject. Windows with too small a denominator are added together until it is
 * large enough. While an alert fires, the windows wait beside the baseline and never enter it.
 */
public record Series(
        List<Point> points,
        @Nullable Point carried,
        @Nullable Firing firing) {
    public static final Series EMPTY = new Series(List.of(), null, null);

    public Series {
        points = List.copyOf(points);
    }

    /** What an alert is measured by until it ends; {@code back} windows in a row are near the old level again. */
    public record Firing(double reference, double size, int age, int back, List<Point> since) {
        public Firing {
            since = List.copyOf(since);
        }

        private Firing plus(Point point, int history) {
            boolean isBack = log(point) - reference < size / 2;
            return new Firing(reference, size, age + 1, isBack ? back + 1 : 0, longer(since, point, history));
        }
    }

    /** The series with one more window, or with its sums carried forward if that is too little to judge. */
    public Series plus(Point window, long leastDenominator, int history) {
        Point whole = carried == null ? window : sum(carried, window);
        if (whole.denominator() < Math.max(1, leastDenominator)) {
            return new Series(points, whole, firing);
        }
        return firing == null
                ? new Series(longer(points, whole, history), null, null)
                : new Series(points, null, firing.plus(whole, history));
    }

    /** From the shift on the windows wait aside. */
    public Series latched(Shift shift) {
        List<Point> since = points.subList(shift.onset(), points.size());
        return new Series(
                points.subList(0, shift.onset()),
                carried,
                new Firing(shift.reference(), shift.size(), since.size(), 0, since));
    }

    /** The old level is back: the windows that showed it join the old baseline, those of the alert are forgotten. */
    public Series resolved() {
        if (firing == null) {
            return this;
        }
        List<Point> since = firing.since();
        List<Point> rejoined = new ArrayList<>(points);
        rejoined.addAll(since.subList(Math.max(0, since.size() - firing.back()), since.size()));
        return new Series(rejoined, carried, null);
    }

    /** The new level is normal from now on. */
    public Series accepted() {
        return firing == null ? this : new Series(firing.since(), carried, null);
    }

    public double[] logs() {
        return points.stream().mapToDouble(Series::log).toArray();
    }

    private static double log(Point point) {
        return StrictMath.log(Math.max((double) point.numerator() / point.denominator(), 1e-9));
    }

    private static Point sum(Point carried, Point window) {
        return new Point(
                window.start(),
                Math.addExact(carried.numerator(), window.numerator()),
                Math.addExact(carried.denominator(), window.denominator()));
    }

    private static List<Point> longer(List<Point> points, Point next, int history) {
        List<Point> longer = new ArrayList<>(points);
        longer.add(next);
        return longer.subList(Math.max(0, longer.size() - history), longer.size());
    }
}

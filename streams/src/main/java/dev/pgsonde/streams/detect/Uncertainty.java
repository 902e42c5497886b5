package dev.pgsonde.streams.detect;

import dev.pgsonde.schema.Alert.Point;
import java.time.Instant;
import java.util.List;

/** How far the levels of a series may be wrong, window by window; all of them the same way. */
public record Uncertainty(List<Point> points) {
    /** Of a series that is counted. */
    public static final Uncertainty NONE = new Uncertainty(List.of());

    /** A few standard errors: what is smaller may be the estimate's. */
    private static final double ERRORS = 2.5;

    public Uncertainty {
        points = List.copyOf(points);
    }

    /** What two stretches of levels may differ by though nothing has changed, in the metric's unit. */
    public double between(List<Point> before, List<Point> after) {
        return Math.abs(mean(after) - mean(before));
    }

    /** What must be exceeded to be no error of the estimate: a share of where the series usually is. */
    public double floor(List<Point> levels) {
        double usual = levels.stream().mapToDouble(Uncertainty::ratio).average().orElse(0);
        double least = points.stream().mapToDouble(Uncertainty::ratio).min().orElse(0);
        double most = points.stream().mapToDouble(Uncertainty::ratio).max().orElse(0);
        return usual <= 0 ? 0 : ERRORS * (most - least) / usual;
    }

    /** Of the windows of these levels. */
    private double mean(List<Point> levels) {
        if (levels.isEmpty()) {
            return 0;
        }
        Instant first = levels.get(0).start();
        Instant last = levels.get(levels.size() - 1).start();
        return points.stream()
                .filter(point ->
                        !point.start().isBefore(first) && !point.start().isAfter(last))
                .mapToDouble(Uncertainty::ratio)
                .average()
                .orElse(0);
    }

    private static double ratio(Point point) {
        return (double) point.numerator() / Math.max(1, point.denominator());
    }
}

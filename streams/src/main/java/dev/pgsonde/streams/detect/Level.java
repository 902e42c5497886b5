package dev.pgsonde.streams.detect;

import dev.pgsonde.schema.Alert.Point;
import java.util.List;

/** Where a series stands: the middle one of its windows' ratios, which a window of vacuum or bulk load does not move. */
public record Level(double ratio, double denominatorPerWindow) {
    public static Level of(List<Point> points) {
        double[] ratios = points.stream()
                .mapToDouble(point -> (double) point.numerator() / point.denominator())
                .toArray();
        double denominators =
                points.stream().mapToLong(Point::denominator).average().orElse(0);
        return new Level(Median.of(ratios), denominators);
    }

    /** The onset's own window is left out where others can speak: it holds some of both levels. */
    public static Level since(List<Point> points, int onset) {
        int first = points.size() - onset > 2 ? onset + 1 : onset;
        return of(points.subList(first, points.size()));
    }
}

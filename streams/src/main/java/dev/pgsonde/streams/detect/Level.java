package dev.pgsonde.streams.detect;

import dev.pgsonde.schema.Alert.Point;
import java.util.List;

/** Where a series stands: the ratio of its sums, not the mean of its ratios. */
public record Level(long numerator, long denominator, int windows) {
    /** The onset's own window is left out where others can speak: it holds some of both levels. */
    public static Level of(List<Point> since) {
        List<Point> whole = since.size() > 2 ? since.subList(1, since.size()) : since;
        long numerator = 0;
        long denominator = 0;
        for (Point point : whole) {
            numerator += point.numerator();
            denominator += point.denominator();
        }
        return new Level(numerator, denominator, whole.size());
    }

    public double ratio() {
        return (double) numerator / denominator;
    }

    double denominatorPerWindow() {
        return (double) denominator / windows;
    }
}

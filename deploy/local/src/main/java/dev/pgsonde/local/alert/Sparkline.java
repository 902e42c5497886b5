package dev.pgsonde.local.alert;

import dev.pgsonde.schema.Alert.Point;
import java.util.List;

/** A series as one line of characters, as high as its values, from nothing to the highest. */
record Sparkline(boolean unicode) {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final String SIGNS = "_.-=+*%#";

    String of(List<Point> points) {
        double highest = points.stream().mapToDouble(Sparkline::ratio).max().orElse(0);
        StringBuilder line = new StringBuilder();
        String levels = unicode ? BARS : SIGNS;
        for (Point point : points) {
            double share = highest <= 0 ? 0 : Math.max(0, ratio(point)) / highest;
            line.append(levels.charAt((int) Math.min(levels.length() - 1, share * levels.length())));
        }
        return line.toString();
    }

    private static double ratio(Point point) {
        return point.denominator() == 0 ? 0 : (double) point.numerator() / point.denominator();
    }
}

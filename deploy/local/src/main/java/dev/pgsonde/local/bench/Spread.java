package dev.pgsonde.local.bench;

import java.util.List;
import java.util.Locale;

/** What several measurements of the same thing came to. */
record Spread(int count, double median, double mean, double least, double most) {
    /** Of nothing everything is unknown. */
    static Spread of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int count = sorted.length;
        if (count == 0) {
            return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        double mean = values.stream().mapToDouble(Double::doubleValue).sum() / count;
        return new Spread(count, median, mean, sorted[0], sorted[count - 1]);
    }

    /** Median and range. */
    String text() {
        return count == 0
                ? "-"
                : String.format(Locale.ROOT, "%s (%s..%s)", number(median), number(least), number(most));
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "-";
        }
        return String.format(
                Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}

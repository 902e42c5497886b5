package dev.pgsonde.local.detect;

import java.util.Arrays;

/** A level and a spread learned from some windows, by which the following ones are measured. */
record Standardised(double level, double spread) {
    private static final double LEAST_SPREAD = 0.005;

    static Standardised byMean(double[] values, int from, int to) {
        double mean = 0;
        for (int n = from; n < to; n++) {
            mean += values[n] / (to - from);
        }
        double squares = 0;
        for (int n = from; n < to; n++) {
            squares += (values[n] - mean) * (values[n] - mean);
        }
        return new Standardised(mean, Math.max(LEAST_SPREAD, Math.sqrt(squares / (to - from - 1))));
    }

    static Standardised byMedian(double[] values, int from, int to) {
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        for (int n = 0; n < sorted.length; n++) {
            sorted[n] = Math.abs(sorted[n] - median);
        }
        Arrays.sort(sorted);
        return new Standardised(median, Math.max(LEAST_SPREAD, 1.4826 * sorted[sorted.length / 2]));
    }

    double score(double value) {
        return (value - level) / spread;
    }
}

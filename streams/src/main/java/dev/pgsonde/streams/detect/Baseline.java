package dev.pgsonde.streams.detect;

import java.util.Arrays;

/**
 * What a series did before its newest windows: robust level, spread and slope, and how much its own means of several
 * windows wander, which is what a shift must beat.
 */
final class Baseline {
    /** A log ratio that spreads less than this is treated as if it spread so much: nobody acts on one per cent. */
    private static final double LEAST_SPREAD = 0.01;
    /** 1.4826 times the median absolute deviation is the standard deviation of a normal distribution. */
    private static final double MAD_TO_SD = 1.4826;

    /** No single window of the baseline counts for more. */
    private static final double CLIP = 3;
    /** Nor of the newest, unless most of them stand higher still. */
    private static final double CLIP_NEWEST = 6;

    private final int size;
    private final double median;
    private final double spread;
    private final double slope;
    private final double slopeError;
    private final double meanZ;
    private final double varianceZ;
    private final double longRun;
    private final double[] sums;

    private Baseline(double[] logs) {
        size = logs.length;
        median = median(logs);
        spread = Math.max(MAD_TO_SD * median(distances(logs, median)), LEAST_SPREAD);
        int third = size / 3;
        double rise = median(Arrays.copyOfRange(logs, size - third, size)) - median(Arrays.copyOf(logs, third));
        slopeError = 1.2533 * spread * StrictMath.sqrt(2.0 / third) * 1.5 / (size - third);
        slope = Math.abs(rise / (size - third)) < slopeError ? 0 : rise / (size - third);
        double[] scores = scores(logs);
        meanZ = mean(scores);
        sums = sums(scores, meanZ);
        varianceZ = variance(scores, meanZ);
        double phi = Math.min(0.9, Math.max(0, correlation(scores)));
        longRun = (1 + phi) / (1 - phi);
    }

    static Baseline of(double[] logs) {
        return new Baseline(logs);
    }

    double median() {
        return median;
    }

    double spread() {
        return spread;
    }

    int size() {
        return size;
    }

    /** What the baseline leads one to expect {@code ahead} windows after its end; a fall is trusted by half only. */
    double expected(double ahead) {
        double distance = (size - 1) / 2.0 + ahead;
        return median + (slope > 0 ? slope * distance : 0.5 * slope * distance);
    }

    /**
     * The mean score of {@code logs} against {@code expected}, in spreads. What stands out from its neighbours is
     * clipped; what they all show is not, or else no shift, however large, could outweigh an uncertain slope.
     */
    double meanScore(double[] logs, double expected) {
        double limit = Math.max(CLIP_NEWEST, Math.abs(median(logs) - expected) / spread);
        double sum = 0;
        for (double log : logs) {
            sum += Math.min(limit, Math.max(-limit, (log - expected) / spread));
        }
        return sum / logs.length - meanZ;
    }

    /** The standard error of a mean of {@code k} windows: by the means in the baseline or by its correlation, the larger. */
    double errorOfMean(int k, double ahead) {
        double own = varianceOfMeans(k);
        double correlated = varianceZ * Math.min(longRun, k) / k;
        double level = varianceZ * longRun / size;
        double tilt = slope == 0 ? 0 : slopeError * ((size - 1) / 2.0 + ahead) / spread;
        return StrictMath.sqrt(Math.max(Math.max(own, correlated) + level + tilt * tilt, 1e-9));
    }

    /** The largest mean of {@code k} neighbours in the baseline, and a quarter of a standard deviation on top. */
    double largestMean(int k) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int end = k; end <= size; end++) {
            largest = Math.max(largest, (sums[end] - sums[end - k]) / k);
        }
        return largest + 0.25 * StrictMath.sqrt(varianceZ);
    }

    private double varianceOfMeans(int k) {
        double[] means = new double[size - k + 1];
        for (int n = 0; n < means.length; n++) {
            means[n] = (sums[n + k] - sums[n]) / k;
        }
        return variance(means, mean(means));
    }

    private double[] scores(double[] logs) {
        double[] scores = new double[size];
        for (int n = 0; n < size; n++) {
            double trend = slope * (n - (size - 1) / 2.0);
            scores[n] = Math.min(CLIP, Math.max(-CLIP, (logs[n] - median - trend) / spread));
        }
        return scores;
    }

    /** The correlation of neighbours, corrected for the bias of short series. */
    private double correlation(double[] scores) {
        double product = 0;
        for (int n = 1; n < size; n++) {
            product += (scores[n] - meanZ) * (scores[n - 1] - meanZ);
        }
        double phi = product / (size * varianceZ + 1e-12);
        return phi + (1 + 3 * phi) / size;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double[] distances(double[] values, double from) {
        double[] distances = new double[values.length];
        for (int n = 0; n < values.length; n++) {
            distances[n] = Math.abs(values[n] - from);
        }
        return distances;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }

    private static double[] sums(double[] scores, double mean) {
        double[] sums = new double[scores.length + 1];
        for (int n = 0; n < scores.length; n++) {
            sums[n + 1] = sums[n] + scores[n] - mean;
        }
        return sums;
    }
}

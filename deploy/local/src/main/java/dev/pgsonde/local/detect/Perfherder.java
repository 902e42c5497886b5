package dev.pgsonde.local.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * The rule of Mozilla's Perfherder: a t of more than 7 between the 12 to 24 results before and the 12 from there on, the
 * nearer the heavier, where it is larger than at both neighbours, and 2 % of change.
 */
record Perfherder() implements Contestant {
    private static final int LEAST_BACK = 12;
    private static final int MOST_BACK = 24;
    private static final int FORE = 12;
    private static final double THRESHOLD = 7;
    private static final double FLOOR = 0.02;

    @Override
    public String name() {
        return "Perfherder";
    }

    @Override
    public List<Call> calls(Trace trace) {
        Levels levels = Levels.of(trace);
        double[] values = levels.values();
        double[] scores = new double[values.length];
        List<Call> calls = new ArrayList<>();
        for (int end = LEAST_BACK + FORE; end <= values.length; end++) {
            int n = end - FORE;
            scores[n] = score(values, n);
            int top = n - 1;
            if (top > 0 && scores[top] >= THRESHOLD && scores[top] > scores[n] && scores[top] >= scores[top - 1]) {
                double shift = mean(values, top, top + FORE) - mean(values, Math.max(0, top - MOST_BACK), top);
                if (Math.abs(shift) >= StrictMath.log1p(FLOOR)) {
                    calls.add(levels.call(top, end - 1, shift > 0));
                }
            }
        }
        return calls;
    }

    private static double score(double[] values, int n) {
        int from = Math.max(0, n - MOST_BACK);
        double[] back = new double[n - from];
        for (int m = 0; m < back.length; m++) {
            back[m] = values[n - 1 - m];
        }
        double[] fore = java.util.Arrays.copyOfRange(values, n, n + FORE);
        Weighted before = Weighted.of(back);
        Weighted after = Weighted.of(fore);
        double error = Math.sqrt(before.variance() / back.length + after.variance() / fore.length);
        double distance = Math.abs(after.mean() - before.mean());
        return distance == 0 ? 0 : distance / Math.max(error, 1e-9);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += values[n];
        }
        return sum / (to - from);
    }

    /** Mean and variance in which the first values count most. */
    private record Weighted(double mean, double variance) {
        static Weighted of(double[] values) {
            double weights = 0;
            double sum = 0;
            for (int n = 0; n < values.length; n++) {
                double weight = (double) (values.length - n) / values.length;
                weights += weight;
                sum += weight * values[n];
            }
            double mean = sum / weights;
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            return new Weighted(mean, squares / (values.length - 1));
        }
    }
}

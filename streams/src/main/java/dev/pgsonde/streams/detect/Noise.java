package dev.pgsonde.streams.detect;

/**
 * How a series behaves while nothing happens to it. It is judged by itself: the same contrast that a change is
 * recognised by, a mean of some windows against the windows before them, is taken at every place of its past.
 */
final class Noise {
    /** Windows that a level is taken from. */
    static final int REFERENCE = 100;

    /** A first part is left out if the mean is known twice as well without it. */
    private static final double BETTER = 0.7;
    /** What went the same way says more of what to expect than what went the other way. */
    private static final double SAME_WAY = 1.5;

    private static final double ONE_IN_TWENTY = 1.645;

    /** No single window counts for more spreads. */
    static final double CLIP = 3;

    private static final int LOCAL = 100;
    private static final double MOST_CORRELATED = 0.9;
    /** What one window has too much and the next one too little may cancel; so much of it is believed. */
    private static final double LEAST_LONG_RUN = 0.1;
    /** Of a spread: what a step of a kept logarithm is of the least one. Nobody can know that windows differ by less. */
    private static final double LEAST_DEVIATION = 0.1;

    private final int size;
    private final double spread;
    private final double variance;
    private final double longRun;
    private final double[] sums;
    private final int leastReference;

    /** Of the past values, of which there are so many; less spread than {@code leastSpread} is treated as that. */
    Noise(double[] values, int past, double leastSpread, Rules rules) {
        leastReference = rules.leastReference();
        double level = Median.of(values, past / 2, past);
        int local = Math.max(0, past - LOCAL);
        spread = Math.max(Median.spread(values, local, past, Median.of(values, local, past)), leastSpread);
        double[] scores = new double[past];
        for (int n = 0; n < past; n++) {
            scores[n] = clipped((values[n] - level) / spread, CLIP);
        }
        int first = rules.sudden() ? endOfWarmUp(scores) : 0;
        size = past - first;
        sums = new double[size + 1];
        for (int n = 0; n < size; n++) {
            sums[n + 1] = sums[n] + scores[first + n];
        }
        double squares = 0;
        double products = 0;
        double before = 0;
        for (int n = 0; n < size; n++) {
            double score = scores[first + n] - around(n);
            squares += score * score;
            products += score * before;
            before = score;
        }
        variance = Math.max(squares / size, LEAST_DEVIATION * LEAST_DEVIATION);
        double phi = products / (squares + 1e-12);
        double unbiased = Math.min(MOST_CORRELATED, phi + (1 + 3 * phi) / size);
        longRun = Math.max(LEAST_LONG_RUN, (1 + unbiased) / (1 - unbiased));
    }

    /** The mean of the windows around one: what wanders more slowly than that is left to the contrasts. */
    private double around(int n) {
        int from = Math.max(0, n - REFERENCE / 2);
        int to = Math.min(size, n + REFERENCE / 2 + 1);
        return (sums[to] - sums[from]) / (to - from);
    }

    /** Where to begin so that the mean is known best: without a first part that lies elsewhere. */
    private static int endOfWarmUp(double[] scores) {
        double sum = 0;
        double squares = 0;
        double least = Double.POSITIVE_INFINITY;
        double whole = 0;
        int first = 0;
        for (int n = scores.length - 1; n >= 0; n--) {
            sum += scores[n];
            squares += scores[n] * scores[n];
            int count = scores.length - n;
            double error = (squares - sum * sum / count) / ((double) count * count);
            if (count >= scores.length / 2 && error < least) {
                least = error;
                first = n;
            }
            whole = error;
        }
        return least < BETTER * whole ? first : 0;
    }

    static double clipped(double score, double limit) {
        return Math.min(limit, Math.max(-limit, score));
    }

    double spread() {
        return spread;
    }

    /** The standard deviation of single windows, in spreads: strange ones and all. */
    double deviation() {
        return Math.sqrt(variance);
    }

    /**
     * The standard deviation of a contrast of {@code k} windows: of those in its own past, or by its correlation where that is
     * larger; where it is smaller the past is believed as far as it goes.
     */
    double deviation(int k, int reference, int sign) {
        double correlated = correlated(k, reference);
        double expected = correlated * correlated;
        double sum = 0;
        int count = 0;
        for (int start = leastReference; start + k <= size; start++) {
            double contrast = contrast(start, k);
            sum += (contrast * sign > 0 ? SAME_WAY : 2 - SAME_WAY) * contrast * contrast;
            count++;
        }
        double found = count == 0 ? expected : Math.max(sum / count, LEAST_DEVIATION * LEAST_DEVIATION / k);
        return Math.sqrt(Math.max(found, Math.min(expected, found * doubt(k))));
    }

    /** So many times what was found a variance may be, one time in twenty (Wilson and Hilferty's chi-square). */
    private double doubt(int k) {
        double ninth = 2 / (9 * stretches(k));
        double root = Math.max(1e-3, 1 - ninth - ONE_IN_TWENTY * Math.sqrt(ninth));
        return 1 / (root * root * root);
    }

    /** The same by correlation alone. */
    private double correlated(int k, int reference) {
        return Math.sqrt(variance * (Math.min(longRun, k) / k + Math.min(longRun, reference) / Math.max(1, reference)));
    }

    /** How far {@code k} windows ever stood out in one direction, or in either. */
    double largest(int k, int sign, boolean eitherWay) {
        double largest = 0;
        for (int start = leastReference; start + k <= size; start++) {
            double contrast = sign * contrast(start, k);
            largest = Math.max(largest, eitherWay ? Math.abs(contrast) : contrast);
        }
        return largest;
    }

    /** How many stretches of so many windows the past has room for: by so many the spread of their means is known. */
    double stretches(int k) {
        return Math.max(1, (double) (size - leastReference) / k);
    }

    private double contrast(int start, int k) {
        int from = Math.max(0, start - REFERENCE);
        return (sums[start + k] - sums[start]) / k - (sums[start] - sums[from]) / (start - from);
    }
}

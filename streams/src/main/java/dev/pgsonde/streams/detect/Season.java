package dev.pgsonde.streams.detect;

/** What comes back every so many windows: checkpoints, autovacuum, a job. It is found, shown twice, and taken out. */
final class Season {
    static final int NONE = 0;

    private static final int SHORTEST = 3;
    private static final int LONGEST = 48;
    private static final int LEAST_CYCLES = 4;
    private static final double LEAST_SHARE = 0.4;
    private static final double MOST_SPREADS = 6;

    private Season() {}

    /** The period that explains most of the first {@code size} values, and explains each half by the other. */
    static int period(double[] values, int size) {
        double level = Median.of(values, 0, size);
        double spread = Math.max(Median.spread(values, 0, size, level), 1e-12);
        double[] scores = new double[size];
        double squares = 0;
        for (int n = 0; n < size; n++) {
            scores[n] = Noise.clipped((values[n] - level) / spread, MOST_SPREADS);
        }
        double mean = 0;
        for (double score : scores) {
            mean += score / size;
        }
        for (int n = 0; n < size; n++) {
            scores[n] -= mean;
            squares += scores[n] * scores[n];
        }
        int best = NONE;
        double most = LEAST_SHARE;
        for (int period = SHORTEST; period <= Math.min(LONGEST, size / LEAST_CYCLES); period++) {
            double share = explainedByOtherHalf(scores, period) / Math.max(squares, 1e-12);
            if (share > most + 0.02) {
                most = share;
                best = period;
            }
        }
        return best;
    }

    /** Of the squares, those that the other half's means of the same phase foretell. */
    private static double explainedByOtherHalf(double[] scores, int period) {
        int half = scores.length / 2;
        double[][] means = new double[2][period];
        int[][] counts = new int[2][period];
        for (int n = 0; n < scores.length; n++) {
            int side = n < half ? 0 : 1;
            means[side][n % period] += scores[n];
            counts[side][n % period]++;
        }
        double explained = 0;
        for (int n = 0; n < scores.length; n++) {
            int other = n < half ? 1 : 0;
            double foretold = means[other][n % period] / Math.max(1, counts[other][n % period]);
            double rest = scores[n] - foretold;
            explained += scores[n] * scores[n] - rest * rest;
        }
        return explained;
    }

    /** Takes the usual course of a period, learned from the first {@code size} values, out of all of them. */
    static double[] without(double[] values, int size, int period) {
        if (period == NONE || size < LEAST_CYCLES * period) {
            return values;
        }
        double level = Median.of(values, 0, size);
        double[] course = new double[period];
        for (int phase = 0; phase < period; phase++) {
            double[] same = new double[(size - phase + period - 1) / period];
            for (int n = 0; n < same.length; n++) {
                same[n] = values[phase + n * period];
            }
            course[phase] = Median.of(same) - level;
        }
        double[] rest = values.clone();
        for (int n = 0; n < rest.length; n++) {
            rest[n] -= course[n % period];
        }
        return rest;
    }
}

package dev.pgsonde.local.bench;

import java.util.List;

/** The mean of differences within pairs, and how far it may be off, with 95 % confidence, by Student's t. */
record PairedDifference(int pairs, double mean, double halfWidth) {
    /** Quantiles 0.975 of the t distribution for 1, 2, 3 ... degrees of freedom. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double T_OF_MANY = 2.042; // a little too wide from 31 on, never too narrow

    static PairedDifference of(List<Double> differences) {
        int pairs = differences.size();
        if (pairs < 2) {
            throw new IllegalArgumentException("two pairs or more have a spread, not " + pairs);
        }
        double mean = Spread.of(differences).mean();
        double squares = differences.stream()
                .mapToDouble(difference -> (difference - mean) * (difference - mean))
                .sum();
        double t = pairs - 1 <= T.length ? T[pairs - 2] : T_OF_MANY;
        return new PairedDifference(pairs, mean, t * Math.sqrt(squares / (pairs - 1) / pairs));
    }

    /** By how much the interval misses 0: not at all when it holds it. */
    double beyondChance() {
        return Math.max(0, Math.abs(mean) - halfWidth);
    }
}

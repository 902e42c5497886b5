package dev.pgsonde.streams.detect;

/** Neighbouring levels on one side of a change: where they stand, and how far single ones lie from that. */
final class Side {
    /** Of what a strange level counts for, in spreads. */
    private static final double CLIP = 3;
    /** Of the middle: levels that are equal to the byte are not known to be. */
    private static final double LEAST_SPREAD = 1e-3;

    private final double[] levels;
    private final double middle;
    private final double most;
    private final double mean;

    Side(double[] levels) {
        this.levels = levels;
        middle = Median.of(levels);
        double spread = Median.spread(levels, 0, levels.length, middle);
        most = CLIP * Math.max(spread, LEAST_SPREAD * Math.abs(middle));
        double sum = 0;
        for (double level : levels) {
            sum += Noise.clipped(level - middle, most);
        }
        mean = middle + sum / levels.length;
    }

    int size() {
        return levels.length;
    }

    double mean() {
        return mean;
    }

    /** How far the level lies from the mean, a strange one no further than others do. */
    double residual(int n) {
        return Noise.clipped(levels[n] - middle, most) - (mean - middle);
    }

    double squares() {
        double sum = 0;
        for (int n = 0; n < levels.length; n++) {
            sum += residual(n) * residual(n);
        }
        return sum;
    }

    /** Of neighbours. */
    double products() {
        double sum = 0;
        for (int n = 1; n < levels.length; n++) {
            sum += residual(n) * residual(n - 1);
        }
        return sum;
    }
}

package dev.pgsonde.streams.detect;

import java.util.Arrays;

/**
 * The levels before a known instant against those after it. How much such a difference is worth is known from both sides, and
 * from how the series wandered while nothing was changed.
 *
 * @param size of the difference: a logarithm, or 1 where there was nothing on one side
 * @param error the standard error of the size
 * @param spread the standard deviation of single levels, on the same scale
 * @param freedom degrees of freedom that the error is known with
 */
public record Difference(double before, double after, double size, double error, double spread, double freedom) {
    /** So many degrees of freedom the past is worth, when the noise of single levels is estimated. */
    private static final double OF_PAST = 4;

    private static final double MOST_CORRELATED = 0.9;
    private static final double LEAST_SPREAD = 1e-3;
    private static final int REFERENCE = 20;
    private static final int LEAST_STRETCHES = 3;
    private static final int LEAST_SPAN = 3;
    /** What a series is taken to wander by whose past is too short to show it. */
    private static final double UNKNOWN_WANDER = 0.05;
    /** The share of the stretches that wander less, and of what a normal distribution has less of: robust, and not blind. */
    private static final double SHARE = 0.9;

    private static final double SHARE_OF_NORMAL = 1.645;
    private static final double INTERVAL = 1.96;
    private static final double MAD_TO_SD = 1.4826;

    /** {@code past} are the logarithms of the levels that there were while nothing else was changed, oldest first. */
    public static Difference of(double[] past, double[] before, double[] after) {
        Side then = new Side(before);
        Side now = new Side(after);
        boolean both = then.mean() > 0 && now.mean() > 0;
        double largest = Math.max(Math.abs(then.mean()), Math.abs(now.mean()));
        if (largest == 0) {
            return new Difference(0, 0, 0, 0, 0, then.size() + now.size() - 2.0);
        }
        double size = both ? StrictMath.log(now.mean() / then.mean()) : (now.mean() - then.mean()) / largest;
        double unitThen = both ? then.mean() : largest;
        double unitNow = both ? now.mean() : largest;
        double squares = then.squares() / (unitThen * unitThen) + now.squares() / (unitNow * unitNow);
        double products = then.products() / (unitThen * unitThen) + now.products() / (unitNow * unitNow);
        int count = then.size() + now.size();
        double usual = ofNeighbours(past);
        double freedom = OF_PAST + count - 2;
        double variance = (OF_PAST * usual * usual + squares) / freedom;
        double phi = squares == 0 ? 0 : products / squares;
        double unbiased = Math.min(MOST_CORRELATED, phi + (1 + 3 * phi) / count);
        double longRun = Math.max(1, (1 + unbiased) / (1 - unbiased));
        double ofMeans =
                variance * (Math.min(longRun, then.size()) / then.size() + Math.min(longRun, now.size()) / now.size());
        double wander = wander(past, now.size(), Math.min(REFERENCE, then.size()));
        return new Difference(
                then.mean(), now.mean(), size, Math.sqrt(ofMeans + wander * wander), Math.sqrt(variance), freedom);
    }

    /** The same where one side may be wrong by so much more than the other. */
    public Difference wrongBy(double amount) {
        double least = Math.min(Math.abs(before), Math.abs(after));
        double share = amount == 0 ? 0 : least == 0 ? 1 : StrictMath.log1p(amount / least);
        return new Difference(before, after, size, Math.hypot(error, share), spread, freedom);
    }

    /** In standard errors, as of a normal distribution. */
    public double score() {
        return size == 0 ? 0 : StudentT.score(size / Math.max(error, 1e-9), freedom);
    }

    /** Of what the size is, one time in forty less. */
    public double low() {
        return size - margin();
    }

    /** Of what the size is, one time in forty more. */
    public double high() {
        return size + margin();
    }

    private double margin() {
        return StudentT.quantile(INTERVAL, freedom) * error;
    }

    /** The noise of single levels by the differences of neighbours, which a step or a trend does not move. */
    private static double ofNeighbours(double[] past) {
        if (past.length < 3) {
            return UNKNOWN_WANDER;
        }
        double[] differences = new double[past.length - 1];
        for (int n = 1; n < past.length; n++) {
            differences[n - 1] = Math.abs(past[n] - past[n - 1]);
        }
        return Math.max(LEAST_SPREAD, MAD_TO_SD * Median.of(differences) / Math.sqrt(2));
    }

    /**
     * How far {@code k} levels and the {@code reference} before them usually lie apart while nothing is changed. Where the past
     * has too few such stretches, shorter ones speak for them.
     */
    private static double wander(double[] past, int k, int reference) {
        for (int span = k; span >= LEAST_SPAN; span /= 2) {
            double[] apart = apart(past, span, Math.min(reference, 2 * span));
            if (apart.length >= LEAST_STRETCHES) {
                Arrays.sort(apart);
                double place = SHARE * (apart.length - 1);
                int low = (int) place;
                int high = Math.min(apart.length - 1, low + 1);
                return (apart[low] + (place - low) * (apart[high] - apart[low])) / SHARE_OF_NORMAL;
            }
        }
        return UNKNOWN_WANDER;
    }

    private static double[] apart(double[] past, int k, int reference) {
        int step = Math.max(1, k / 2);
        double[] apart = new double[past.length];
        int count = 0;
        for (int end = past.length; end >= k + reference; end -= step) {
            double newer = new Side(Arrays.copyOfRange(past, end - k, end)).mean();
            double older = new Side(Arrays.copyOfRange(past, end - k - reference, end - k)).mean();
            apart[count++] = Math.abs(newer - older);
        }
        return Arrays.copyOf(apart, count);
    }
}

package dev.pgsonde.local.detect;

/** Welch's t-test between two neighbouring parts of a series. */
final class Segments {
    private static final double TINY = 1e-300;

    private Segments() {}

    static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += values[n];
        }
        return sum / (to - from);
    }

    /** Two-sided, with the deviation of a population, as the reference has it. */
    static double probability(double[] values, int from, int split, int to) {
        double before = mean(values, from, split);
        double after = mean(values, split, to);
        double first = variance(values, from, split, before) / (split - from);
        double second = variance(values, split, to, after) / (to - split);
        double error = first + second;
        if (error <= 0) {
            return before == after ? 1 : 0;
        }
        double t2 = (after - before) * (after - before) / error;
        double freedom = freedom(first, second, split - from, to - split);
        return beta(freedom / (freedom + t2), freedom / 2);
    }

    /** Welch's; where one part is a single value, whose variance nobody knows, one. */
    private static double freedom(double first, double second, int before, int after) {
        return before == 1 || after == 1
                ? 1
                : (first + second) * (first + second) / (first * first / (before - 1) + second * second / (after - 1));
    }

    private static double variance(double[] values, int from, int to, double mean) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += (values[n] - mean) * (values[n] - mean);
        }
        return sum / (to - from);
    }

    /** The regularised incomplete beta function of x with parameters a and one half. */
    private static double beta(double x, double a) {
        double b = 0.5;
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = StrictMath.exp(
                logGamma(a + b) - logGamma(a) - logGamma(b) + a * StrictMath.log(x) + b * StrictMath.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
    }

    /** Its continued fraction, by Lentz's method. */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double result = d;
        for (int m = 1; m <= 200; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            result *= d * c;
            if (Math.abs(d * c - 1) < 1e-12) {
                break;
            }
        }
        return result;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** By Stirling's series, after a step to where it is exact enough. */
    private static double logGamma(double x) {
        double shift = 0;
        double at = x;
        while (at < 10) {
            shift -= StrictMath.log(at);
            at++;
        }
        double inverse = 1 / (at * at);
        return shift
                + (at - 0.5) * StrictMath.log(at)
                - at
                + 0.5 * StrictMath.log(2 * Math.PI)
                + (1.0 / 12 - inverse * (1.0 / 360 - inverse / 1260)) / at;
    }
}

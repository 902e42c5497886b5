package dev.pgsonde.local.detect;

import java.util.Arrays;

/**
 * A series of windows; it never changes. A numerator that is not a number is unknown; a denominator that is not one says
 * that there is none, and then the numerator is the value itself.
 */
public final class Trace {
    private final double[] numerators;
    private final double[] denominators;

    Trace(double[] numerators, double[] denominators) {
        this.numerators = numerators.clone();
        this.denominators = denominators.clone();
    }

    static Trace ofValues(double[] values) {
        double[] none = new double[values.length];
        Arrays.fill(none, Double.NaN);
        return new Trace(values, none);
    }

    public int size() {
        return numerators.length;
    }

    double numerator(int window) {
        return numerators[window];
    }

    double denominator(int window) {
        return denominators[window];
    }

    boolean isKnown(int window) {
        return !Double.isNaN(numerators[window]) && denominators[window] != 0;
    }

    boolean hasDenominator(int window) {
        return !Double.isNaN(denominators[window]);
    }

    double level(int window) {
        return hasDenominator(window) ? numerators[window] / denominators[window] : numerators[window];
    }

    /** The same with the numerators multiplied from the onset on, all at once or over some windows. */
    Trace times(double factor, int onset, int ramp) {
        double[] changed = numerators.clone();
        for (int n = onset; n < changed.length; n++) {
            double share = ramp == 0 ? 1 : Math.min(1, (double) (n - onset) / ramp);
            changed[n] *= StrictMath.pow(factor, share);
        }
        return new Trace(changed, denominators);
    }

    Trace part(int from, int to) {
        return new Trace(Arrays.copyOfRange(numerators, from, to), Arrays.copyOfRange(denominators, from, to));
    }
}

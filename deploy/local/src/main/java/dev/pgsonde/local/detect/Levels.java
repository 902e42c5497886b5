package dev.pgsonde.local.detect;

/** The known levels of a trace, as logarithms where all are above zero, each with its window. */
final class Levels {
    private final double[] values;
    private final int[] windows;

    private Levels(double[] values, int[] windows) {
        this.values = values;
        this.windows = windows;
    }

    static Levels of(Trace trace) {
        int count = 0;
        boolean positive = true;
        for (int n = 0; n < trace.size(); n++) {
            count += trace.isKnown(n) ? 1 : 0;
            positive &= !trace.isKnown(n) || trace.level(n) > 0;
        }
        double[] values = new double[count];
        int[] windows = new int[count];
        int next = 0;
        for (int n = 0; n < trace.size(); n++) {
            if (trace.isKnown(n)) {
                values[next] = positive ? StrictMath.log(trace.level(n)) : trace.level(n);
                windows[next++] = n;
            }
        }
        return new Levels(values, windows);
    }

    /** Only to be read. */
    double[] values() {
        return values;
    }

    int window(int n) {
        return windows[n];
    }

    int size() {
        return values.length;
    }

    Call call(int onset, int decidedAt, boolean rise) {
        return new Call(windows[onset], windows[decidedAt], rise, true);
    }
}

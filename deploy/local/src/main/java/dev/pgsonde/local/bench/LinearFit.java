package dev.pgsonde.local.bench;

import java.util.Arrays;

/** The straight line that lies nearest to some points, by least squares, and how much of their variance it explains. */
record LinearFit(double intercept, double slope, double r2) {
    /** At least three points of which not all have the same {@code x}: through two every line fits. */
    static LinearFit of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 3) {
            throw new IllegalArgumentException("a line is fitted to three points or more, not to " + x.length);
        }
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        double slope = xy / xx;
        return new LinearFit(meanY - slope * meanX, slope, yy == 0 ? 1 : xy * xy / (xx * yy));
    }
}

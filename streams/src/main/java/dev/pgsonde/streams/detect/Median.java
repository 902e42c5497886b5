package dev.pgsonde.streams.detect;

import java.util.Arrays;

/** The middle of some numbers, and how far they usually lie from it. */
final class Median {
    /** 1.4826 times the median absolute deviation is the standard deviation of a normal distribution. */
    private static final double MAD_TO_SD = 1.4826;

    private Median() {}

    static double of(double[] values) {
        return of(values, 0, values.length);
    }

    static double of(double[] values, int from, int to) {
        double[] some = Arrays.copyOfRange(values, from, to);
        int middle = some.length / 2;
        double upper = select(some, middle);
        return some.length % 2 == 1 ? upper : (upper + largest(some, middle)) / 2;
    }

    /** Puts the n-th smallest in its place, those that are not larger before it; a sort would do more than is asked. */
    private static double select(double[] some, int n) {
        int from = 0;
        int to = some.length - 1;
        while (from < to) {
            double pivot = some[(from + to) >>> 1];
            int low = from;
            int high = to;
            while (low <= high) {
                while (some[low] < pivot) {
                    low++;
                }
                while (some[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    double swapped = some[low];
                    some[low++] = some[high];
                    some[high--] = swapped;
                }
            }
            if (n <= high) {
                to = high;
            } else if (n >= low) {
                from = low;
            } else {
                break;
            }
        }
        return some[n];
    }

    private static double largest(double[] some, int count) {
        double largest = some[0];
        for (int n = 1; n < count; n++) {
            largest = Math.max(largest, some[n]);
        }
        return largest;
    }

    /** A standard deviation that a minority of strange values does not move. */
    static double spread(double[] values, int from, int to, double median) {
        double[] distances = new double[to - from];
        for (int n = from; n < to; n++) {
            distances[n - from] = Math.abs(values[n] - median);
        }
        return MAD_TO_SD * of(distances);
    }
}

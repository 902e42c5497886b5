package dev.pgsonde.streams.detect;

import java.util.Arrays;

/** Some values in the order of their windows, oldest first; it never changes. */
public final class Track {
    public static final Track EMPTY = new Track(new float[0]);

    private final float[] values;

    private Track(float[] values) {
        this.values = values;
    }

    public static Track of(float... values) {
        return values.length == 0 ? EMPTY : new Track(values.clone());
    }

    public int size() {
        return values.length;
    }

    public float at(int index) {
        return values[index];
    }

    /** With one more, and without the oldest that are too many. */
    Track plus(double value, int most) {
        int kept = Math.min(values.length, most - 1);
        float[] longer = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
        longer[kept] = (float) value;
        return new Track(longer);
    }

    Track plus(Track newer, int most) {
        float[] both = Arrays.copyOf(values, values.length + newer.values.length);
        System.arraycopy(newer.values, 0, both, values.length, newer.values.length);
        return new Track(both).newest(most);
    }

    Track newest(int count) {
        int from = values.length - count;
        return from <= 0 ? this : new Track(Arrays.copyOfRange(values, from, values.length));
    }

    double sum() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    Track withoutNewest(int count) {
        int left = Math.max(0, values.length - count);
        return new Track(Arrays.copyOf(values, left));
    }

    Track moved(double by) {
        float[] moved = values.clone();
        for (int n = 0; n < moved.length; n++) {
            moved[n] += (float) by;
        }
        return new Track(moved);
    }

    double[] toArray() {
        double[] copy = new double[values.length];
        for (int n = 0; n < copy.length; n++) {
            copy[n] = values[n];
        }
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Track track && Arrays.equals(values, track.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}

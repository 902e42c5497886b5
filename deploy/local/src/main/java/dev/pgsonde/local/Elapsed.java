package dev.pgsonde.local;

import java.util.Locale;

/** A time that has passed, as people read it. */
final class Elapsed {
    private static final double A_MINUTE = 60;

    private Elapsed() {}

    static String since(long nanoTime) {
        double seconds = (System.nanoTime() - nanoTime) / 1e9;
        return seconds < A_MINUTE
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %02d s", (int) seconds / 60, (int) seconds % 60);
    }
}

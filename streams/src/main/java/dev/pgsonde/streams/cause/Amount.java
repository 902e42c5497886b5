package dev.pgsonde.streams.cause;

import java.util.Locale;

/** Numbers as people read them, with their units. */
public final class Amount {
    private static final double HOUR_US = 3600e6;
    private static final double DAY_US = 24 * HOUR_US;

    private Amount() {}

    /** A unit may say what it is divided by; the first word says what it counts. */
    public static String of(double value, String unit) {
        if (unit.equals("share")) {
            return String.format(Locale.ROOT, "%.0f %%", 100 * value);
        }
        if (unit.equals("bytes") || unit.startsWith("bytes per ")) {
            return bytes(value) + unit.substring("bytes".length());
        }
        if (unit.equals("us") || unit.startsWith("us per ")) {
            return time(value) + unit.substring("us".length());
        }
        return unit.isEmpty() ? plain(value) : plain(value) + " " + unit;
    }

    /** With as many digits as tell something. */
    public static String plain(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 1 ? "%.2f" : size >= 0.01 ? "%.3f" : "%.2g", value);
    }

    private static String bytes(double value) {
        double size = Math.abs(value);
        if (size >= 1e9) {
            return String.format(Locale.ROOT, "%.2f GB", value / 1e9);
        }
        if (size >= 1e6) {
            return String.format(Locale.ROOT, "%.1f MB", value / 1e6);
        }
        return size >= 1e4
                ? String.format(Locale.ROOT, "%.1f kB", value / 1e3)
                : String.format(Locale.ROOT, "%.0f bytes", value);
    }

    private static String time(double micros) {
        double size = Math.abs(micros);
        if (size >= 2 * DAY_US) {
            return String.format(Locale.ROOT, "%.1f days", micros / DAY_US);
        }
        if (size >= 2 * HOUR_US) {
            return String.format(Locale.ROOT, "%.1f hours", micros / HOUR_US);
        }
        if (size >= 60e6) {
            return String.format(Locale.ROOT, "%.1f min", micros / 60e6);
        }
        if (size >= 1e6) {
            return String.format(Locale.ROOT, "%.1f s", micros / 1e6);
        }
        return size >= 1e3
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%.0f us", micros);
    }
}

package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import java.util.Locale;

/** An alert's numbers as people read them. */
final class Figures {
    private Figures() {}

    /** Where there was nothing before, there is no ratio. */
    static String ratio(Alert alert) {
        return Double.isFinite(alert.ratio()) ? String.format(Locale.ROOT, "%.2f", alert.ratio()) : "new";
    }

    static String change(Alert alert) {
        return number(alert.baseline()) + " -> " + number(alert.now()) + " " + alert.unit();
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "unknown";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.0f", value);
    }

    /** Cut to what a receiver takes, between characters and not within one. */
    static String atMost(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}

package dev.pgsonde.local.alert;

import dev.pgsonde.process.SafeText;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.Severity;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Alerts as lines of a table, one each, whose columns are as wide as those that were listed first. */
final class Listing {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<String> NAMES =
            List.of("severity", "state", "since", "source", "subject", "metric", "ratio", "id", "cause");
    private static final int WIDEST = 40;
    private static final String PLAIN = "\u001b[0m";

    private final ZoneId zone;
    private final boolean coloured;
    private final int[] widths = NAMES.stream().mapToInt(String::length).toArray();

    Listing(ZoneId zone, boolean coloured, List<Alert> first) {
        this.zone = zone;
        this.coloured = coloured;
        first.forEach(alert -> widen(cells(alert)));
    }

    private void widen(List<String> cells) {
        for (int n = 0; n < widths.length; n++) {
            widths[n] = Math.max(widths[n], cells.get(n).length());
        }
    }

    String head() {
        return row(NAMES);
    }

    String line(Alert alert) {
        String line = row(cells(alert));
        return coloured ? colour(alert) + line + PLAIN : line;
    }

    private List<String> cells(Alert alert) {
        return List.of(
                lower(alert.severity()),
                lower(alert.stage()),
                CLOCK.format(alert.onset().atZone(zone)),
                cut(alert.source()),
                cut(alert.subject()),
                cut(alert.metric()),
                Double.isFinite(alert.ratio()) ? String.format(Locale.ROOT, "x%.2f", alert.ratio()) : "new",
                cut(alert.id()),
                cut(alert.cause()));
    }

    private String row(List<String> cells) {
        StringBuilder row = new StringBuilder();
        for (int n = 0; n < cells.size(); n++) {
            String cell = cells.get(n);
            row.append(cell).append(" ".repeat(Math.max(0, widths[n] - cell.length()) + 2));
        }
        return row.toString().stripTrailing();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String text) {
        String safe = SafeText.terminal(text);
        return safe.length() <= WIDEST ? safe : safe.substring(0, WIDEST - 1) + "~";
    }

    /** What somebody has to see now is bright; what is over or in hand is not. */
    private static String colour(Alert alert) {
        if (alert.stage() != AlertStage.FIRING) {
            return "\u001b[2m";
        }
        return alert.severity() == Severity.PAGE
                ? "\u001b[1;31m"
                : alert.severity() == Severity.WARN ? "\u001b[33m" : PLAIN;
    }
}

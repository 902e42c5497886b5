package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.AlertText;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Guard;
import dev.pgsonde.schema.Judged;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All that is known of an alert, or of why there is none. */
record Explanation(ZoneId zone, int width, Sparkline sparkline) {
    List<String> of(Alert alert) {
        List<String> lines = new ArrayList<>(AlertText.lines(alert, zone, width));
        lines.add("  state    %s, transition %d, %s%s%s"
                .formatted(
                        alert.stage().name().toLowerCase(Locale.ROOT),
                        alert.sequence(),
                        alert.changedAt().atZone(zone).toLocalDateTime(),
                        alert.author() == null ? "" : ", by " + alert.author(),
                        alert.note() == null ? "" : ": " + alert.note()));
        lines.add("  score    %.1f against a threshold of %.1f; the baseline varies by %.1f %%"
                .formatted(alert.score(), alert.threshold(), 100 * alert.spread()));
        alert.guards().forEach(guard -> lines.add(line(guard)));
        if (!alert.series().isEmpty()) {
            lines.add("  series   " + sparkline.of(alert.series()));
            lines.add("           " + " ".repeat(onsetIn(alert)) + "^ onset");
        }
        lines.add("  Druid    " + alert.druidQuery());
        lines.add("  id       " + alert.id());
        return lines;
    }

    private static int onsetIn(Alert alert) {
        return (int) alert.series().stream()
                .filter(point -> point.start().isBefore(alert.onset()))
                .count();
    }

    /** Why nothing was told. */
    List<String> of(Judged judged) {
        List<String> lines = new ArrayList<>();
        lines.add("%s of %s, %s %s, judged at %s"
                .formatted(
                        judged.metric(),
                        judged.source(),
                        judged.subjectKind(),
                        judged.subject(),
                        judged.at().atZone(zone).toLocalDateTime()));
        if (judged.guards().isEmpty()) {
            lines.add("  nothing to test: the series has not moved, or is too short to be judged");
        } else if (judged.failed().isEmpty()) {
            lines.add("  nothing held it back");
        } else {
            lines.add("  not told because of " + String.join(", ", judged.failed()));
        }
        judged.guards().forEach(guard -> lines.add(line(guard)));
        return lines;
    }

    private static String line(Guard guard) {
        return String.format(
                Locale.ROOT,
                "  guard    %-4s %-18s %.4g, needed %.4g",
                guard.passed() ? "ok" : "no",
                guard.name(),
                guard.value(),
                guard.limit());
    }
}

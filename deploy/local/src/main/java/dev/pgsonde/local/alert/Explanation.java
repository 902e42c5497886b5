package dev.pgsonde.local.alert;

import dev.pgsonde.local.record.AlertText;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Guard;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.NamedStatements;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that is known of an alert, or of why there is none. */
record Explanation(ZoneId zone, int width, Sparkline sparkline) {
    /** Beside the names of statements stand their texts, by the ids that these have on their topic. */
    List<String> of(Alert alert, Map<String, String> texts) {
        List<String> lines = new ArrayList<>(AlertText.lines(alert, zone, width));
        NamedStatements.of(alert).forEach((name, id) -> {
            if (texts.containsKey(id)) {
                lines.add("  text     " + name + ": "
                        + String.join(" ", texts.get(id).strip().split("\\s+")));
            }
        });
        lines.add(String.format(
                Locale.ROOT,
                "  state    %s, transition %d, %s%s%s",
                alert.stage().name().toLowerCase(Locale.ROOT),
                alert.sequence(),
                alert.changedAt().atZone(zone).toLocalDateTime(),
                alert.author() == null ? "" : ", by " + alert.author(),
                alert.note() == null ? "" : ": " + alert.note()));
        if (!alert.severityReason().isEmpty()) {
            lines.add("  severity " + alert.severityReason());
        }
        lines.add(String.format(
                Locale.ROOT,
                "  score    %.1f against a threshold of %.1f; the baseline varies by %.1f %%",
                alert.score(),
                alert.threshold(),
                100 * alert.spread()));
        alert.guards().forEach(guard -> lines.add(line(guard)));
        if (!alert.series().isEmpty()) {
            lines.add("  series   " + sparkline.of(alert.series()));
            lines.add("           " + " ".repeat(onsetIn(alert)) + "^ onset");
        }
        lines.add("  Druid    " + alert.druidQuery());
        lines.add("  id       " + alert.id());
        return lines.stream().map(SafeText::terminal).toList();
    }

    private static int onsetIn(Alert alert) {
        return (int) alert.series().stream()
                .filter(point -> point.start().isBefore(alert.onset()))
                .count();
    }

    /** Why nothing was told. */
    List<String> of(Judged judged) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s of %s, %s %s, judged at %s",
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
        return lines.stream().map(SafeText::terminal).toList();
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

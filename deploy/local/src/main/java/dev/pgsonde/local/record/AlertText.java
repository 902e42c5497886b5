package dev.pgsonde.local.record;

import dev.pgsonde.process.SafeText;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.schema.Contribution;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An alert as people read it in a terminal. */
public final class AlertText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int SUBJECTS = 3;
    private static final int LABEL = 11;

    private final List<String> lines = new ArrayList<>();
    private final int width;

    private AlertText(int width) {
        this.width = width;
    }

    /** All that it says, in lines no longer than {@code width} where words allow; SQL stays in one piece. */
    public static List<String> lines(Alert alert, ZoneId zone, int width) {
        AlertText text = new AlertText(width);
        text.headline(alert);
        text.numbers(alert, zone);
        text.company(alert);
        for (int rank = 1; rank <= alert.causes().size(); rank++) {
            text.cause("cause " + rank, alert.causes().get(rank - 1));
        }
        if (alert.remedy() != null) {
            text.field("remedy", alert.remedy().lines().toList());
        }
        return text.lines.stream().map(SafeText::terminal).toList();
    }

    /** One line for each alert of a run. */
    static String line(Alert alert, ZoneId zone) {
        return SafeText.terminal(String.format(
                Locale.ROOT,
                "%s %s %s %s: x%.2f, cause %s",
                clock(alert.detectedAt(), zone),
                alert.stage(),
                alert.source(),
                alert.metric(),
                alert.ratio(),
                alert.cause()));
    }

    private void headline(Alert alert) {
        if (alert.verdict() == VerdictClass.FINDING) {
            lines.add(String.format(Locale.ROOT, "%s: %s of %s", alert.severity(), alert.metric(), alert.subject()));
            wrapped("found", alert.summary());
            return;
        }
        boolean plain = alert.verdict() == VerdictClass.UNKNOWN || alert.verdict() == VerdictClass.REGRESSION;
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s of %s is %.2f times what it was%s",
                alert.severity(),
                alert.metric(),
                alert.subject(),
                alert.ratio(),
                plain
                        ? ""
                        : " (" + alert.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")"));
    }

    /** Whose doing it is, and what moved with it. */
    private void company(Alert alert) {
        for (Contribution part : alert.contributions()
                .subList(0, Math.min(3, alert.contributions().size()))) {
            wrapped(
                    "of it",
                    String.format(
                            Locale.ROOT,
                            "%.0f %% %s %s (%s %s -> %s)",
                            100 * part.share(),
                            part.subjectKind(),
                            part.subject(),
                            part.metric(),
                            number(part.before()),
                            number(part.now())));
        }
        for (Alert.Related related : alert.related()) {
            wrapped(
                    "with it",
                    String.format(Locale.ROOT, "%s of %s x%.2f", related.metric(), related.subject(), related.ratio()));
        }
    }

    private void numbers(Alert alert, ZoneId zone) {
        wrapped(
                "level",
                String.format(Locale.ROOT, "%s -> %s %s", number(alert.baseline()), number(alert.now()), alert.unit()));
        wrapped(
                "when",
                String.format(
                        Locale.ROOT,
                        "since %s; detected at %s, after %d windows, against a baseline of %d",
                        clock(alert.onset(), zone),
                        clock(alert.detectedAt(), zone),
                        alert.windowsToDetect(),
                        alert.baselineWindows()));
    }

    private void cause(String label, Alert.Cause cause) {
        String change =
                cause.before() == null && cause.after() == null ? "" : ": " + cause.before() + " -> " + cause.after();
        wrapped(
                label,
                String.format(
                        Locale.ROOT,
                        "%s%s%s (score %.2f)",
                        cause.kind(),
                        change,
                        subjects(cause.subjects()),
                        cause.score()));
        wrapped("", cause.evidence());
    }

    private static String subjects(List<String> subjects) {
        if (subjects.isEmpty()) {
            return "";
        }
        String some = String.join(", ", subjects.subList(0, Math.min(SUBJECTS, subjects.size())));
        int more = subjects.size() - SUBJECTS;
        return " of " + some + (more > 0 ? " and " + more + " more" : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%,.0f", value).replace(',', ' ');
    }

    private static String clock(java.time.Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    private void wrapped(String label, String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (part.length() > 0 && LABEL + part.length() + 1 + word.length() > width) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "" : " ").append(word);
        }
        parts.add(part.toString());
        field(label, parts);
    }

    private void field(String label, List<String> parts) {
        for (int n = 0; n < parts.size(); n++) {
            lines.add(("  " + (n == 0 ? label : "") + " ".repeat(LABEL)).substring(0, LABEL) + parts.get(n));
        }
    }
}

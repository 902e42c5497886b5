package dev.pgsonde.collect.check;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.check.Finding.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays findings out as a table, with signs that the terminal has. */
record Paper(boolean unicode) {
    private static final int WIDEST_SUBJECT = 36;

    List<String> write(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Group group : Group.values()) {
            List<Finding> ours = findings.stream()
                    .filter(finding -> finding.group() == group)
                    .toList();
            if (!ours.isEmpty()) {
                lines.add(title(group));
                ours.forEach(finding -> lines.addAll(write(finding, Math.min(width, WIDEST_SUBJECT))));
                lines.add("");
            }
        }
        lines.add(summary(findings));
        return lines;
    }

    private static String title(Group group) {
        return group == Group.KAFKA ? "Kafka" : group.name().toLowerCase(Locale.ROOT);
    }

    private List<String> write(Finding finding, int width) {
        List<String> lines = new ArrayList<>();
        String subject = String.format(Locale.ROOT, "%-" + width + "s", finding.subject());
        lines.add("  " + sign(finding.grade()) + " " + subject + "  " + finding.state());
        String margin = " ".repeat(width + 6);
        finding.fix().forEach(step -> lines.add(margin + "fix: " + step));
        if (finding.grade() != Grade.FINE) {
            lines.add(margin + "without it: " + finding.without());
        }
        return lines;
    }

    private String sign(Grade grade) {
        return switch (grade) {
            case FINE -> unicode ? "✓" : "+";
            case WARNING -> "!";
            case MISSING -> unicode ? "✗" : "x";
        };
    }

    private static String summary(List<Finding> findings) {
        long missing = findings.stream()
                .filter(finding -> finding.grade() == Grade.MISSING)
                .count();
        long warnings = findings.stream()
                .filter(finding -> finding.grade() == Grade.WARNING)
                .count();
        if (missing + warnings == 0) {
            return "Nothing is missing.";
        }
        return missing + " missing, " + warnings + (warnings == 1 ? " warning" : " warnings");
    }
}

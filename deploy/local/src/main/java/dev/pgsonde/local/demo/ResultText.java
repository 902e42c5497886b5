package dev.pgsonde.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result in a few lines. */
final class ResultText {
    private ResultText() {}

    static List<String> lines(Result result) {
        List<String> lines = new ArrayList<>();
        result.independent()
                .ifPresent(ratio -> lines.add(field(
                        "measured without pgsonde",
                        String.format(
                                Locale.ROOT,
                                "%.0f -> %.0f bytes per commit, %.2f times as much",
                                ratio.before().bytesPerCommit(),
                                ratio.after().bytesPerCommit(),
                                ratio.ratio()))));
        RowComparison rows = result.comparison();
        lines.add(field(
                "windows",
                String.format(
                        Locale.ROOT,
                        "%,d on the topic, %,d in Druid, %s",
                        rows.topic(),
                        rows.druid(),
                        rows.equal() ? "equal row for row" : "NOT EQUAL")));
        result.answers().lines().forEach(line -> lines.add(field("digest", line)));
        lines.add(field(
                "took",
                String.format(
                        Locale.ROOT,
                        "%d s, %d MB of memory, %d restarts",
                        result.took().toSeconds(),
                        result.memoryMb(),
                        result.restarts())));
        return lines;
    }

    private static String field(String name, String value) {
        return String.format(Locale.ROOT, "  %-24s %s", name, value);
    }
}

package dev.pgsonde.local.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Labels under the windows in which something happened; each on the first line where it has room. */
record MarkLines(List<MetricSeries.Point> shown, int width, boolean unicode) {
    List<String> of(List<Plot.Mark> marks) {
        List<StringBuilder> lines = new ArrayList<>();
        marks.stream()
                .filter(mark -> column(mark.at()) >= 0)
                .sorted(Comparator.comparing(Plot.Mark::at))
                .forEach(mark -> put(lines, mark));
        return lines.stream().map(StringBuilder::toString).toList();
    }

    private void put(List<StringBuilder> lines, Plot.Mark mark) {
        int column = column(mark.at());
        String arrow = unicode ? "▲" : "^";
        boolean rightward = column + mark.label().length() + 2 <= width;
        String text = rightward ? arrow + " " + mark.label() : mark.label() + " " + arrow;
        int start = rightward ? column : Math.max(0, column - mark.label().length() - 1);
        for (StringBuilder line : lines) {
            if (line.length() < start) {
                append(line, start, text);
                return;
            }
        }
        lines.add(append(new StringBuilder(), start, text));
    }

    private static StringBuilder append(StringBuilder line, int start, String text) {
        return line.append(" ".repeat(start - line.length())).append(text);
    }

    /** The last window that had begun by then; -1 when it lies before those shown. */
    private int column(Instant at) {
        int column = -1;
        while (column + 1 < shown.size() && !shown.get(column + 1).start().isAfter(at)) {
            column++;
        }
        return column;
    }
}

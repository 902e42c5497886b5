package dev.pgsonde.local.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A series as lines of text: a column a window, an axis from zero, and marks below at what happened. */
record Plot(String title, List<MetricSeries.Point> points, List<Mark> marks, Frame frame) {
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    private static final String ASCII = " ..::||##";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Something that happened at an instant. */
    record Mark(Instant at, String label) {}

    /** How large, in which characters, by whose clock. */
    record Frame(int width, int height, boolean unicode, ZoneId zone) {
        static final int SMALLEST_WIDTH = 40;

        Frame {
            width = Math.max(width, SMALLEST_WIDTH);
        }
    }

    Plot {
        points = List.copyOf(points);
        marks = List.copyOf(marks);
    }

    List<String> lines() {
        Scale scale = Scale.of(
                points.stream()
                        .map(MetricSeries.Point::value)
                        .flatMapToDouble(OptionalDouble::stream)
                        .max()
                        .orElse(0),
                frame.height());
        int margin = scale.labelWidth() + 2;
        List<MetricSeries.Point> shown = newest(frame.width() - margin - 1);
        List<String> lines = new ArrayList<>();
        lines.add(title);
        for (int row = frame.height(); row > 0; row--) {
            lines.add(label(scale, row) + edge(scale, row) + bars(shown, scale, row));
        }
        lines.add(pad(scale.label(0), scale.labelWidth()) + " " + (frame.unicode() ? "└" : "+")
                + line().repeat(Math.max(shown.size(), 1)));
        lines.addAll(new MarkLines(shown, frame.width() - margin, frame.unicode())
                .of(marks).stream().map(line -> " ".repeat(margin) + line).toList());
        lines.add(" ".repeat(margin) + clock(shown));
        return lines.stream().map(String::stripTrailing).toList();
    }

    private List<MetricSeries.Point> newest(int columns) {
        return points.subList(Math.max(0, points.size() - columns), points.size());
    }

    private String label(Scale scale, int row) {
        String label = scale.hasTick(row) ? scale.label(scale.valueAt(row)) : "";
        return pad(label, scale.labelWidth()) + " ";
    }

    private String edge(Scale scale, int row) {
        if (!frame.unicode()) {
            return scale.hasTick(row) ? "+" : "|";
        }
        return scale.hasTick(row) ? "┤" : "│";
    }

    private String line() {
        return frame.unicode() ? "─" : "-";
    }

    private String bars(List<MetricSeries.Point> shown, Scale scale, int row) {
        StringBuilder bars = new StringBuilder();
        for (MetricSeries.Point point : shown) {
            bars.append(
                    point.value().isEmpty()
                            ? ' '
                            : cell(scale.eighths(point.value().getAsDouble(), row)));
        }
        return bars.toString();
    }

    private char cell(int eighths) {
        return (frame.unicode() ? EIGHTHS : ASCII).charAt(eighths);
    }

    private String clock(List<MetricSeries.Point> shown) {
        if (shown.isEmpty()) {
            return "nothing yet";
        }
        String first = clock(shown.get(0));
        String last = clock(shown.get(shown.size() - 1));
        int between = shown.size() - first.length() - last.length();
        return between < 1 ? last : first + " ".repeat(between) + last;
    }

    private String clock(MetricSeries.Point point) {
        return CLOCK.format(point.start().atZone(frame.zone()));
    }

    private static String pad(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}

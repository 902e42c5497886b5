package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows the series as it grows: at once on a terminal, else a whole picture now and then. */
final class Screen {
    private static final int WINDOWS_A_PICTURE = 12;

    private final Board board;
    private final Plot.Frame frame;
    private final String title;
    private final List<Plot.Mark> marks = new ArrayList<>();
    private int shown;

    Screen(Board board, Plot.Frame frame, Metric metric, Duration window) {
        this.board = board;
        this.frame = frame;
        this.title = String.format(
                Locale.ROOT,
                "  %s (%s), a column for each window of %d s",
                metric.metric(),
                metric.unit(),
                window.toSeconds());
    }

    void mark(Plot.Mark mark) {
        marks.add(mark);
    }

    void update(List<MetricSeries.Point> points, String status) {
        boolean due = board.isTerminal() ? points.size() != shown : points.size() >= shown + WINDOWS_A_PICTURE;
        if (due) {
            draw(points, status);
        }
    }

    void draw(List<MetricSeries.Point> points, String status) {
        shown = points.size();
        List<String> lines = new ArrayList<>(new Plot(title, points, marks, frame).lines());
        lines.add("  " + status);
        board.show(lines);
    }
}

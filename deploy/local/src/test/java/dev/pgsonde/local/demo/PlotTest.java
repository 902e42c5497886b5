package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void drawsAStepWithItsMarks() {
        List<Plot.Mark> marks = List.of(
                new Plot.Mark(Windows.start(12).plusSeconds(2), "full"), new Plot.Mark(Windows.start(17), "alert"));
        assertThat(new Plot("bytes per commit", step(20), marks, frame(40, 6, true)).lines())
                .containsExactly(
                        "bytes per commit",
                        "3 000 ┤",
                        "      │             ▄▄▄▄▄▄▄",
                        "2 000 ┤             ███████",
                        "      │▄▄▄▄ ▄▄▄▄▄▄▄▄███████",
                        "1 000 ┤████ ███████████████",
                        "      │████ ███████████████",
                        "    0 └────────────────────",
                        "                   ▲ full",
                        "                        ▲ alert",
                        "       12:00:00    12:01:35");
    }

    @Test
    void makesDoWithAsciiWhereThereIsNoMore() {
        List<String> lines = new Plot("x", step(20), List.of(), frame(40, 6, false)).lines();
        assertThat(lines).allMatch(line -> line.chars().allMatch(letter -> letter < 128));
        assertThat(lines.get(2)).isEqualTo("      |             :::::::");
    }

    @Test
    void showsTheNewestWindowsWhenThereAreTooMany() {
        List<String> lines = new Plot("x", step(200), List.of(), frame(60, 4, true)).lines();
        assertThat(lines).allMatch(line -> line.length() <= 60);
        assertThat(lines.get(lines.size() - 1)).endsWith("12:16:35");
    }

    @Test
    void putsALabelToTheLeftWhereTheRightEndsTooSoon() {
        List<Plot.Mark> marks = List.of(new Plot.Mark(Windows.start(199), "replica identity full"));
        assertThat(new Plot("x", step(200), marks, frame(60, 4, true)).lines())
                .allMatch(line -> line.length() <= 60)
                .anyMatch(line -> line.endsWith("replica identity full ▲"));
    }

    @Test
    void hasNothingToShowAtFirst() {
        assertThat(new Plot("x", List.of(), List.of(), frame(40, 4, true)).lines())
                .last()
                .asString()
                .contains("nothing yet");
    }

    @Test
    void keepsTheDecimalsOfSmallValues() {
        List<MetricSeries.Point> shares = step(3).stream()
                .map(point -> new MetricSeries.Point(point.start(), new MetricSeries.Ratio(31, 100)))
                .toList();
        assertThat(new Plot("share", shares, List.of(), frame(40, 4, true))
                        .lines()
                        .get(1))
                .startsWith("0.4 ┤");
    }

    private static Plot.Frame frame(int width, int height, boolean unicode) {
        return new Plot.Frame(width, height, unicode, ZoneOffset.UTC);
    }

    /** 1250, not known in the fifth, and from the fourteenth on 2250. */
    private static List<MetricSeries.Point> step(int windows) {
        List<MetricSeries.Point> points = new ArrayList<>();
        for (int n = 0; n < windows; n++) {
            MetricSeries.Ratio value = n == 4 ? null : new MetricSeries.Ratio(n < 13 ? 1250 : 2250, 1);
            points.add(new MetricSeries.Point(Windows.start(n), value));
        }
        return points;
    }
}

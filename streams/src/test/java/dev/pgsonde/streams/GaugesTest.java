package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.changes;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.gauge;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.round;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gauge's mean over a window is its total by its samples, though frames name only what changed. */
class GaugesTest {
    private final Pipeline pipeline;

    GaugesTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void looksInWhichARowStoodStillCountToo() {
        take(0, tables(0, new String[] {"a", "b"}, 10, 7));
        take(10, still(10, 2));
        take(20, changes(tables(20, new String[] {"a"}, 40), 3, List.of()));
        take(30, still(30, 4));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.subjectKind().equals("table"))
                .filteredOn(window -> window.start().equals(Samples.at(0)))
                .extracting(Window::subject, Window::total, Window::samples, Window::last)
                .containsExactly(tuple("a", 10L + 40 + 40, 3, 40L));
    }

    @Test
    void aRowCountsOnlyInTheLooksInWhichItWasThere() {
        take(0, tables(0, new String[] {"a"}, 10));
        take(10, changes(tables(10, new String[] {"b"}, 5), 2, List.of("a")));
        take(20, still(20, 3));
        take(30, changes(tables(30, new String[] {"b"}, 6), 4, List.of()));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.subjectKind().equals("table"))
                .filteredOn(window -> window.start().equals(Samples.at(0)))
                .extracting(Window::subject, Window::total, Window::samples, Window::last)
                .containsExactly(tuple("b", 16L, 3, 6L));
    }

    @Test
    void theLongestWindowsNameEveryRowAndTenOfThemOnlyWhatMoved() {
        take(0, tables(0, new String[] {"a", "b"}, 10, 7));
        IntStream.rangeClosed(1, 360)
                .forEach(n -> take(
                        10 * n,
                        n == 100
                                ? changes(tables(10 * n, new String[] {"a"}, 20), n + 1, List.of())
                                : still(10 * n, n + 1)));

        assertThat(pipeline.longest())
                .filteredOn(window -> window.start().equals(Samples.at(0)) && window.last() != null)
                .extracting(Window::subject, Window::total, Window::samples, Window::last)
                .containsExactly(tuple("a", 99L * 10 + 261 * 20, 360, 20L), tuple("b", 360L * 7, 360, 7L));
        assertThat(pipeline.tenfold())
                .filteredOn(window -> window.last() != null && !window.start().isBefore(Samples.at(0)))
                .extracting(Window::subject, Window::start, Window::total, Window::samples)
                .containsExactly(tuple("a", Samples.at(900), 9L * 10 + 21 * 20, 30));
    }

    private void take(double second, Sample sample) {
        pipeline.take(due(sample, second, 10), round(second, sample.round()));
    }

    private static Sample still(double second, long round) {
        Sample none = Samples.sample("tables", "table", second, Samples.INCARNATION, List.of());
        return changes(none, round, List.of());
    }

    private static Sample tables(double second, String[] names, long... dead) {
        return Samples.sample(
                "tables",
                "table",
                second,
                Samples.INCARNATION,
                List.of(label("table", names), gauge("n_dead_tup", dead)));
    }
}

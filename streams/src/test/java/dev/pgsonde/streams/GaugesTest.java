package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.changes;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.gauge;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.round;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.schema.Sample;
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
                .extracting(WindowColumn::subject, WindowColumn::total, WindowColumn::samples, WindowColumn::largest)
                .containsExactly(tuple("a", 10L + 40 + 40, 3, 40L));
    }

    @Test
    void aRowCountsOnlyInTheLooksInWhichItWasThere() {
        take(0, tables(0, new String[] {"a"}, 10));
        take(10, changes(tables(10, new String[] {"b"}, 5), 2, List.of("a")));
        take(20, still(20, 3));
        take(30, changes(tables(30, new String[] {"b"}, 6), 4, List.of()));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().equals("tables.n_dead_tup"))
                .filteredOn(window -> window.start().equals(Samples.at(0)))
                .extracting(WindowColumn::subject, WindowColumn::total, WindowColumn::samples, WindowColumn::largest)
                .containsExactly(tuple("b", 16L, 3, 6L));
    }

    @Test
    void everyGaugeIsToldOnceAnHourThoughNothingMoves() {
        take(0, tables(0, new String[] {"a", "b"}, 10, 7));
        IntStream.rangeClosed(1, 3 * 360)
                .forEach(n -> take(
                        10 * n,
                        n == 100
                                ? changes(tables(10 * n, new String[] {"a"}, 20), n + 1, List.of())
                                : still(10 * n, n + 1)));

        List<WindowColumn> windows = pipeline.windows();
        List<WindowColumn> still = windows.stream()
                .filter(window -> window.subject().equals("b") && window.largest() != null)
                .toList();
        assertThat(still).hasSizeBetween(3, 4).extracting(WindowColumn::largest).containsOnly(7L);
        for (int n = 1; n < still.size(); n++) {
            assertThat(Duration.between(still.get(n - 1).start(), still.get(n).start()))
                    .isLessThanOrEqualTo(Duration.ofHours(1));
        }
        assertThat(still.get(still.size() - 1).total()).isEqualTo(3 * 7L);
        assertThat(windows)
                .filteredOn(
                        window -> window.subject().equals("a") && window.start().equals(Samples.at(990)))
                .extracting(WindowColumn::total, WindowColumn::samples, WindowColumn::largest)
                .containsExactly(tuple(3 * 20L, 3, 20L));
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

package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.wal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view that is asked seldom tells of each window all the same, once it was asked. */
class SlowViewsTest {
    private static final int SELDOM = 600;

    private final Pipeline pipeline;

    SlowViewsTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void itsDifferenceIsSpreadOverTheWindowsThatItCoversAndMarked() {
        watch(0, SELDOM, Samples.INCARNATION);

        List<WindowColumn> windows = toast();
        assertThat(windows).hasSize(20).allSatisfy(window -> {
            assertThat(window.total()).isEqualTo(100);
            assertThat(window.coveredMs()).isEqualTo(30_000);
            assertThat(window.spread()).isTrue();
            assertThat(window.reason()).isNull();
        });
        assertThat(windows).extracting(WindowColumn::start).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsSaidOfItUntilItIsKnown() {
        pipeline.take(toast(0, 0, Samples.INCARNATION));
        walUpTo(SELDOM - 10);

        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().startsWith("toast"))
                .extracting(WindowColumn::reason)
                .containsExactly("first_sample");
    }

    @Test
    void aTimeOfWhichNothingCanBeKnownIsOneRecord() {
        Incarnation restarted = new Incarnation("7412", 1, Samples.at(100), Incarnation.Role.PRIMARY);
        watch(0, SELDOM, restarted);

        assertThat(pipeline.windows())
                .filteredOn(window ->
                        "restarted".equals(window.reason()) && window.metric().equals("toast"))
                .extracting(window -> Duration.between(window.start(), window.end()))
                .contains(Duration.ofSeconds(SELDOM))
                .hasSizeLessThanOrEqualTo(2);
    }

    private void watch(int from, int to, Incarnation then) {
        pipeline.take(toast(from, 0, Samples.INCARNATION));
        walUpTo(to - 10);
        pipeline.take(toast(to, 2000, then), due(wal(to, to), to, 10), round(to));
    }

    private void walUpTo(int last) {
        for (int second = 0; second <= last; second += 10) {
            pipeline.take(due(wal(second + 0.01, second), second, 10), round(second + 0.02));
        }
    }

    private List<WindowColumn> toast() {
        return pipeline.windows().stream()
                .filter(window -> window.metric().equals("toast.n_tup_ins"))
                .toList();
    }

    private static Sample toast(double second, long inserted, Incarnation incarnation) {
        return due(
                Samples.sample(
                        "toast",
                        "table",
                        second,
                        incarnation,
                        List.of(label("table", "a"), counter("n_tup_ins", inserted))),
                second,
                SELDOM);
    }
}

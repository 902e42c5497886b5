package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.commits;
import static dev.pgsonde.streams.Samples.due;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.wal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Reject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing was seen is a fact of its own, told once. */
class AbsenceTest {
    private static final int WEEK = 7 * 86_400;

    private final Pipeline pipeline;

    AbsenceTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aShortAbsenceIsSpreadAndMarked() {
        take(0, 0);
        take(90, 900);

        assertThat(pipeline.windows())
                .filteredOn(window -> window.metric().equals("wal_lsn.lsn_bytes"))
                .extracting(WindowColumn::total, WindowColumn::spread)
                .containsExactly(tuple(300L, true), tuple(300L, true), tuple(300L, true));
    }

    @Test
    void aLongAbsenceIsOneRecordAndAMarker() {
        take(0, 0);
        take(1200, 900);

        assertThat(gaps(pipeline.windows()))
                .extracting(WindowColumn::start, WindowColumn::end, WindowColumn::total, WindowColumn::reason)
                .containsExactly(tuple(Samples.at(0), Samples.at(1200), null, "gap"));
        assertThat(pipeline.markers())
                .extracting(Marker::kind, Marker::before, Marker::after)
                .containsExactly(
                        tuple("gap", Samples.at(0).toString(), Samples.at(1200).toString()));
    }

    /** 20 160 windows of each view would say no more. */
    @Test
    void aWeekOfAbsenceIsAFewRecordsOnceASecondRoundConfirmsThatItIsOver() {
        take(0, 0);
        take(WEEK, 900);
        take(WEEK + 10, 950);
        take(WEEK + 30, 1050);
        take(WEEK + 60, 1350);

        List<WindowColumn> windows = pipeline.windows();
        assertThat(windows).hasSizeLessThan(12);
        assertThat(gaps(windows))
                .extracting(WindowColumn::start, WindowColumn::end)
                .containsExactly(tuple(Samples.at(0), Samples.at(WEEK + 10)));
        assertThat(windows)
                .filteredOn(window -> window.metric().equals("wal_lsn.lsn_bytes") && window.reason() == null)
                .extracting(WindowColumn::total)
                .containsExactly(300L);
        assertThat(pipeline.rejects())
                .isNotEmpty()
                .extracting(Reject::reason)
                .allMatch(reason -> reason.contains("believed when the next round agrees"));
    }

    private void take(int second, long bytes) {
        pipeline.take(
                due(wal(second + 0.02, bytes), second, 10),
                due(commits(second + 0.03, bytes), second, 10),
                round(second + 0.05));
    }

    private static List<WindowColumn> gaps(List<WindowColumn> windows) {
        return windows.stream()
                .filter(window -> window.metric().equals("source"))
                .toList();
    }
}

package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WalRatioTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void dividesBytesByCommitsOnBothSidesOfTheChange() {
        WalRatio ratio = WalRatio.around(steady(), second(10), second(10)).orElseThrow();
        assertThat(ratio.before().bytesPerCommit()).isEqualTo(1200);
        assertThat(ratio.after().bytesPerCommit()).isEqualTo(2200);
        assertThat(ratio.ratio()).isEqualTo(2200.0 / 1200, within(1e-12));
    }

    @Test
    void leavesOutTheSecondsAroundTheChange() {
        WalRatio ratio = WalRatio.around(steady(), second(10), second(11)).orElseThrow();
        assertThat(ratio.before().to().at()).isEqualTo(second(8));
        assertThat(ratio.after().from().at()).isEqualTo(second(13));
    }

    @Test
    void knowsNothingWithoutTwoReadingsOnEachSide() {
        assertThat(WalRatio.around(steady(), second(2), second(2))).isEmpty();
        assertThat(WalRatio.around(steady(), second(18), second(18))).isEmpty();
        assertThat(WalRatio.around(List.of(), second(10), second(10))).isEmpty();
    }

    @Test
    void knowsNothingWithoutCommits() {
        List<WalReading> idle = List.of(
                reading(0, 0, 7, null), reading(1, 100, 7, null), reading(20, 200, 7, null), reading(21, 300, 7, null));
        assertThat(WalRatio.around(idle, second(10), second(10))).isEmpty();
    }

    @Test
    void countsFullPageImagesWhereTheServerDoes() {
        assertThat(new WalPhase(reading(0, 0, 0, 5L), reading(1, 1, 1, 9L)).fullPageImages())
                .isEqualTo(4);
        assertThat(new WalPhase(reading(0, 0, 0, null), reading(1, 1, 1, null)).fullPageImages())
                .isNull();
    }

    /** 300 commits a second, of 1200 bytes up to second 10 and of 2200 bytes from then on. */
    private static List<WalReading> steady() {
        List<WalReading> readings = new ArrayList<>();
        for (int s = 0; s <= 20; s++) {
            long bytes = 300L * (1200L * Math.min(s, 10) + 2200L * Math.max(0, s - 10));
            readings.add(reading(s, 1_000_000 + bytes, 50 + 300L * s, 0L));
        }
        return readings;
    }

    private static WalReading reading(int second, long lsnBytes, long commits, @Nullable Long images) {
        return new WalReading(second(second), lsnBytes, commits, images);
    }

    private static Instant second(int n) {
        return NOON.plusSeconds(n);
    }
}

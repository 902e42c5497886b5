package dev.pgsonde.streams.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Scale;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesPackingTest {
    private static final int FULL = 1000;
    private static final int KILOBYTE = 1024;

    /** A calm series, all of whose tracks are full, in bytes of WAL and commits. */
    @Test
    void aSeriesTakesLessThanAKilobyte() {
        Series series = Series.EMPTY;
        for (int n = 0; n < FULL; n++) {
            series = judged(series, n, 1, 3000);
        }

        assertThat(SeriesPacking.SERIES.pack(series)).hasSizeLessThan(KILOBYTE);
    }

    /** Packed after each window, through calm, an alert and windows of next to nothing. */
    @Test
    void whatIsUnpackedGoesOnAsIfItHadNeverBeenPacked() {
        Series whole = Series.EMPTY;
        Series packed = Series.EMPTY;
        for (int n = 0; n < 260; n++) {
            int commits = n < 200 ? 3000 : 3;
            whole = judged(whole, n, n < 150 ? 1 : 2, commits);
            packed =
                    SeriesPacking.SERIES.unpack(SeriesPacking.SERIES.pack(judged(packed, n, n < 150 ? 1 : 2, commits)));

            assertThat(packed).isEqualTo(whole);
        }
        assertThat(whole.memory().latch()).isNotNull();
        assertThat(whole.carried()).isNotNull();
    }

    private static Series judged(Series series, int n, double factor, int commits) {
        Random random = new Random(n);
        Instant start = Instant.ofEpochSecond(1_700_000_000L + 30L * n);
        long done = (long) commits + random.nextInt(Math.max(1, commits / 30));
        long bytes = Math.round(factor * 1600 * done * Math.exp(0.03 * random.nextGaussian()));
        return new Judge(Tuning.STANDARD, Duration.ofSeconds(30))
                .judge(series, new Point(start, bytes, done), new Limits(Scale.LOGARITHMIC, 0.05, 50, 0), List.of())
                .series();
    }
}

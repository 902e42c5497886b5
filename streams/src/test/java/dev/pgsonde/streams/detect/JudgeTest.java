package dev.pgsonde.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Limits FIVE_PER_CENT = new Limits(Scale.LOGARITHMIC, 0.05, 10, 0);
    private static final int RESTARTED = 150;
    private static final int GRACE = 10;

    @Test
    void whatHappenedAtARestartIsBesideTheFirstLevelAfterIt() {
        Instant restart = start(RESTARTED).plusSeconds(7);

        int beside = toldAfter(List.of(restart));

        assertThat(beside).isLessThan(toldAfter(List.of()));
        assertThat(beside)
                .as("an hour before is not beside it")
                .isLessThan(toldAfter(List.of(restart.minus(Duration.ofHours(1)))));
    }

    /** How many windows after a restart a faint change is told that came with it. */
    private static int toldAfter(List<Instant> events) {
        Judge judge = new Judge(Tuning.STANDARD, WINDOW);
        Random random = new Random(2);
        Series series = Series.EMPTY;
        for (int n = 0; n < RESTARTED + GRACE + 100; n++) {
            double level = (n < RESTARTED ? 100 : 108) * Math.exp(0.06 * random.nextGaussian());
            Point point = n == RESTARTED ? null : new Point(start(n), Math.round(1000 * level), 1000);
            Judge.Judged judged = judge.judge(series, point, FIVE_PER_CENT, events);
            series = judged.series();
            if (judged.verdict() instanceof Verdict.Moved) {
                assertThat(n).isGreaterThan(RESTARTED + GRACE);
                return n - RESTARTED;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static Instant start(int window) {
        return START.plus(WINDOW.multipliedBy(window));
    }
}

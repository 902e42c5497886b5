package dev.pgsonde.deliver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HorizonTrackerTest {
    private static final Instant START = Scene.START;

    private final HorizonTracker tracker = new HorizonTracker(Duration.ofSeconds(30));

    @Test
    void reachesToWhenAllThatHasBeenReadWasAllThatThereWas() {
        assertThat(tracker.at(Map.of(0, 10L), Map.of(0, 4L), at(0))).isEmpty();
        assertThat(tracker.at(Map.of(0, 12L), Map.of(0, 10L), at(5))).contains(new Horizon(at(0), at(0)));
        assertThat(tracker.at(Map.of(0, 12L), Map.of(0, 12L), at(10))).contains(new Horizon(at(0), at(5)));
    }

    @Test
    void whatWaitsToBeReadIsNoSilence() {
        tracker.at(Map.of(0, 10L), Map.of(0, 10L), at(0));
        tracker.at(Map.of(0, 20L), Map.of(0, 10L), at(5));

        assertThat(tracker.at(Map.of(0, 30L), Map.of(0, 15L), at(10))).contains(new Horizon(at(0), at(0)));
        assertThat(tracker.at(Map.of(0, 30L), Map.of(0, 20L), at(15))).contains(new Horizon(at(0), at(5)));
    }

    @Test
    void beginsAgainAfterAnOutageAfterAPauseAndWhenTheClockStepsBack() {
        tracker.at(Map.of(), Map.of(), at(0));
        assertThat(tracker.at(Map.of(), Map.of(), at(5))).isPresent();
        tracker.broken();
        assertThat(tracker.at(Map.of(), Map.of(), at(10))).isEmpty();
        assertThat(tracker.at(Map.of(), Map.of(), at(15))).contains(new Horizon(at(10), at(10)));
        assertThat(tracker.at(Map.of(), Map.of(), at(600))).isEmpty();
        assertThat(tracker.at(Map.of(), Map.of(), at(605))).contains(new Horizon(at(600), at(600)));
        assertThat(tracker.at(Map.of(), Map.of(), at(60))).isEmpty();
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}

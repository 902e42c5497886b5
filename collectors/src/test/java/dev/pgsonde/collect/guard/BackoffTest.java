package dev.pgsonde.collect.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private double chance = 1;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15), () -> chance);

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(pauses(7)).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L, 15_000L);
    }

    @Test
    void chanceTakesUpToHalfOfThem() {
        chance = 0;
        assertThat(pauses(3)).containsExactly(500L, 1_000L, 2_000L);
    }

    @Test
    void afterASuccessItBeginsAgain() {
        pauses(4);
        backoff.reset();
        assertThat(pauses(1)).containsExactly(1_000L);
    }

    private List<Long> pauses(int count) {
        return Stream.generate(() -> backoff.next().toMillis()).limit(count).toList();
    }
}

package dev.pgsonde.collect.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ServerClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ServerClock clock = new ServerClock();

    @Test
    void theServerReadItsClockHalfWayThroughTheQuestion() {
        clock.hear(NOON, 100 * SECOND, 102 * SECOND);
        assertThat(clock.at(111 * SECOND)).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void anOrdinaryAnswerIsNoStep() {
        clock.hear(NOON, 0, SECOND / 100);
        assertThat(clock.hear(NOON.plusSeconds(10), 10 * SECOND, 10 * SECOND)).isEmpty();
    }

    @Test
    void anAnswerThatTookLongIsNoStep() {
        clock.hear(NOON, 0, 5 * SECOND);
        assertThat(clock.hear(NOON.plusSeconds(7), 10 * SECOND, 11 * SECOND)).isEmpty();
    }

    @Test
    void aStepBackIsSeenAlsoWhenTheClockIsStillLaterThanBefore() {
        clock.hear(NOON, 0, 0);
        assertThat(clock.hear(NOON.plusSeconds(7), 10 * SECOND, 10 * SECOND)).contains(Duration.ofSeconds(3));
    }
}

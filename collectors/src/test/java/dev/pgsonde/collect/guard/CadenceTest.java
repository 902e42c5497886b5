package dev.pgsonde.collect.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CadenceTest {
    private static final Instant START = Instant.parse("2026-01-01T12:03:20Z");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final Cadence<String> cadence = new Cadence<>();

    @Test
    void whatHasNoPeriodIsAlwaysDue() {
        assertThat(cadence.isDue("wal", null, START)).isTrue();
        assertThat(cadence.isDue("wal", null, START)).isTrue();
    }

    @Test
    void theFirstTimeIsAtOnceAndTheNextAtTheEdgeOfThePeriod() {
        assertThat(cadence.isDue("sizes", TEN_MINUTES, START)).isTrue();
        assertThat(cadence.isDue("sizes", TEN_MINUTES, START.plusSeconds(390))).isFalse();
        assertThat(cadence.isDue("sizes", TEN_MINUTES, START.plusSeconds(400))).isTrue();
        assertThat(cadence.isDue("sizes", TEN_MINUTES, START.plusSeconds(410))).isFalse();
    }

    @Test
    void whatWasDoneInVainIsDueAgainAtOnceAndThenAtTheEdge() {
        cadence.isDue("sizes", TEN_MINUTES, START);
        cadence.again("sizes");
        assertThat(cadence.isDue("sizes", TEN_MINUTES, START.plusSeconds(10))).isTrue();
        assertThat(cadence.isDue("sizes", TEN_MINUTES, START.plusSeconds(20))).isFalse();
    }

    @Test
    void whenItBeginsAnewAllIsDue() {
        cadence.isDue("sizes", TEN_MINUTES, START);
        cadence.restart();
        assertThat(cadence.isDue("sizes", TEN_MINUTES, START.plusSeconds(10))).isTrue();
    }
}

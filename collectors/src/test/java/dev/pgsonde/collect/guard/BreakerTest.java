package dev.pgsonde.collect.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Breaker<String> breaker = new Breaker<>();

    @Test
    void whatFailedTwiceIsAskedAgain() {
        assertThat(fail(2)).isFalse();
        assertThat(breaker.refusal("io", NOON)).isEmpty();
    }

    @Test
    void theThirdFailureOpensItAndSaysWhy() {
        assertThat(fail(3)).isTrue();
        assertThat(breaker.refusal("io", NOON.plusSeconds(59)))
                .hasValue("left in peace until 2026-01-01T12:01:00Z, for it failed 3 times: too slow");
        assertThat(breaker.refusal("wal", NOON)).isEmpty();
    }

    @Test
    void afterThePauseItIsTriedAgainAndFailingMakesThePauseLonger() {
        fail(3);
        assertThat(breaker.refusal("io", NOON.plusSeconds(60))).isEmpty();
        assertThat(breaker.failed("io", "too slow", NOON.plusSeconds(60))).isFalse();
        assertThat(breaker.refusal("io", NOON.plusSeconds(179))).isPresent();
        assertThat(breaker.refusal("io", NOON.plusSeconds(180))).isEmpty();
    }

    @Test
    void noPauseIsLongerThanAboutHalfAnHour() {
        fail(40);
        assertThat(breaker.refusal("io", NOON.plusSeconds(32 * 60))).isEmpty();
    }

    @Test
    void successClosesItAndIsToldOnce() {
        fail(3);
        assertThat(breaker.succeeded("io")).isTrue();
        assertThat(breaker.succeeded("io")).isFalse();
        assertThat(breaker.refusal("io", NOON)).isEmpty();
    }

    @Test
    void whatIsOnlyLackingIsAskedAgainSoonHoweverOftenItLacked() {
        for (int n = 0; n < 40; n++) {
            breaker.denied("io", "permission denied", NOON);
        }
        assertThat(breaker.refusal("io", NOON.plusSeconds(29)))
                .hasValue("permission denied; asked again at 2026-01-01T12:00:30Z");
        assertThat(breaker.refusal("io", NOON.plusSeconds(30))).isEmpty();
        assertThat(breaker.succeeded("io")).isFalse();
    }

    private boolean fail(int times) {
        boolean opened = false;
        for (int n = 0; n < times; n++) {
            opened = breaker.failed("io", "too slow", NOON);
        }
        return opened;
    }
}

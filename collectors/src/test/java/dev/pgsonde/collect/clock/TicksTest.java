package dev.pgsonde.collect.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TicksTest {
    private final Ticks ticks = new Ticks(Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({
        "20.003, 20.050, 30", // the usual round
        "19.998, 20.040, 30", // began a little too early: 20 was its own edge
        "20.003, 29.990, 30", // long, but in time
        "20.003, 30.200, 40", // too long: 30 is skipped
        "20.003, 57.000, 60",
        "27.300, 27.400, 30" // began late, and catches up with the edge
    })
    void theNextRoundBeginsAtTheNextEdgeThatIsNotTooClose(String began, String now, int next) {
        assertThat(ticks.after(at(began), at(now))).isEqualTo(Instant.ofEpochSecond(next));
    }

    @ParameterizedTest
    @CsvSource({"20.003, 20", "19.998, 20", "29.990, 30", "27.400, 20", "27.600, 30"})
    void aRoundIsForTheTickThatTheNextOneDoesNotHave(String began, int tick) {
        assertThat(ticks.of(at(began))).isEqualTo(Instant.ofEpochSecond(tick));
        assertThat(ticks.after(at(began), at(began))).isEqualTo(Instant.ofEpochSecond(tick + 10));
    }

    @Property
    void everyTickIsAnEdgeInTheFutureAndNoneIsSkippedWithoutNeed(
            @ForAll @LongRange(min = 0, max = 100_000) long began,
            @ForAll @LongRange(min = 0, max = 50_000) long took) {
        Instant now = Instant.ofEpochMilli(began + took);
        Instant tick = ticks.after(Instant.ofEpochMilli(began), now);
        assertThat(tick.toEpochMilli() % 10_000).isZero();
        assertThat(tick).isAfter(now);
        assertThat(Duration.between(now, tick)).isLessThanOrEqualTo(Duration.ofMillis(12_500));
    }

    @Test
    void roundsMayBeShorterThanASecond() {
        Ticks fast = new Ticks(Duration.ofMillis(250));
        assertThat(fast.after(at("1.252"), at("1.260"))).isEqualTo(Instant.ofEpochMilli(1500));
    }

    private static Instant at(String seconds) {
        return Instant.ofEpochMilli(new BigDecimal(seconds).movePointRight(3).longValueExact());
    }
}

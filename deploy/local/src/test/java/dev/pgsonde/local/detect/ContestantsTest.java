package dev.pgsonde.local.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.streams.detect.Detector;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Scale;
import dev.pgsonde.streams.detect.Tier;
import dev.pgsonde.streams.detect.Tuning;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contestant is fit to compete: it sees what nobody could miss, and says nothing twice. */
class ContestantsTest {
    private static final long SEED = 4;

    static Stream<Contestant> all() {
        return Stream.of(
                ours(),
                new FixedDouble(),
                new PageHinkley(),
                new RobustCusum(),
                new Perfherder(),
                EDivisive.online(),
                EDivisive.batch());
    }

    @ParameterizedTest
    @MethodSource("all")
    void threeTimesAsMuchIsSeenWhereItBegins(Contestant contestant) {
        Trace tripled = Scenario.S0.trace(SEED).times(3, Scenario.ONSET, 0);

        assertThat(contestant.calls(tripled))
                .anyMatch(call -> call.rise() && Math.abs(call.onset() - Scenario.ONSET) <= 30);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aThirdIsSeenAsAFall(Contestant contestant) {
        Trace third = Scenario.S0.trace(SEED).times(1 / 3.0, Scenario.ONSET, 0);

        assertThat(contestant.calls(third))
                .anyMatch(call -> !call.rise() && Math.abs(call.onset() - Scenario.ONSET) <= 30);
    }

    @ParameterizedTest
    @MethodSource("all")
    void nobodyDecidesBeforeTheOnsetIsKnown(Contestant contestant) {
        Trace tripled = Scenario.S0.trace(SEED).times(3, Scenario.ONSET, 0);

        assertThat(contestant.calls(tripled)).allMatch(call -> call.decidedAt() >= call.onset());
    }

    @Test
    void whoKnowsTheOnsetSeesMoreThanAnyoneElse() {
        List<Recording> recordings =
                List.of(new Recording("made", "up", Duration.ofSeconds(30), Scenario.S2.trace(SEED)));
        Change change = Change.step(1.25);

        double bound = Oracle.ofChange(recordings, change, 50).seenPercent();

        assertThat(bound).isGreaterThan(50);
        assertThat(Oracle.ofChange(recordings, Change.step(1), 50).seenPercent())
                .isZero();
    }

    @Test
    void aCalmWeekTakesLessThanAKilobyteAndWakesNobody() {
        Week week = Week.of(SEED, 1);

        assertThat(week.windows()).isEqualTo(Scenario.WEEK);
        assertThat(week.pages()).isZero();
        assertThat(week.mostBytes()).isBetween(100, 1024);
    }

    private static Contestant ours() {
        return new Pgsonde(
                "pgsonde", new Detector(Tuning.STANDARD), new Limits(Scale.LOGARITHMIC, 0.05, 10, 0), Tier.WARN);
    }
}

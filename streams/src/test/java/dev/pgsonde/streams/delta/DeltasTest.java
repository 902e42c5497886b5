package dev.pgsonde.streams.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.streams.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeltasTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Layout LAYOUT = new Layout(List.of("calls"), List.of(), List.of("stats_reset"));

    /** Two samples of field logs, and the differences that were worked out by hand. */
    @Test
    void theFieldLogsComeOutRight() {
        assertThat(Deltas.between(row(0, 8_861_610_283L), row(0, 9_334_854_530L)))
                .isEqualTo(measured(473_244_247L));
        assertThat(Deltas.between(row(0, 5_462_602), row(0, 5_560_995))).isEqualTo(measured(98_393));
        assertThat(Deltas.between(row(0, 1_151_647), row(0, 432_126)))
                .isEqualTo(new Delta.Unknown(Reason.COUNTER_WENT_BACK));
    }

    @Test
    void aResetIsUnknownEvenWhenCountersHaveAlreadyOvertakenTheOldOnes() {
        assertThat(Deltas.between(row(1, 100), row(2, 900))).isEqualTo(new Delta.Unknown(Reason.STATISTICS_RESET));
    }

    @Test
    void aRowThatWasNotThereHasNoDifference() {
        assertThat(Deltas.between(null, row(1, 100))).isEqualTo(new Delta.Unknown(Reason.NEW_ROW));
    }

    @Test
    void whatTheServerDoesNotOfferIsNotKnownAndNotZero() {
        Values absent = new Values(new long[1], new boolean[1]);
        Row before = new Row(Values.of(1), absent);

        assertThat(Deltas.between(before, row(1, 5))).isEqualTo(new Delta.Measured(absent));
    }

    @Test
    void anotherLifeOfTheServerHasNoDifferenceWithThisOne() {
        Look before = look(0, Samples.INCARNATION);

        assertThat(Deltas.obstacle(before, look(10, Samples.INCARNATION), LONGEST))
                .isEmpty();
        assertThat(Deltas.obstacle(null, before, LONGEST)).isEqualTo(Optional.of(Reason.FIRST_SAMPLE));
        assertThat(Deltas.obstacle(before, look(10, restarted()), LONGEST)).isEqualTo(Optional.of(Reason.RESTARTED));
        assertThat(Deltas.obstacle(before, look(10, promoted()), LONGEST)).isEqualTo(Optional.of(Reason.FAILED_OVER));
        assertThat(Deltas.obstacle(before, look(301, Samples.INCARNATION), LONGEST))
                .isEqualTo(Optional.of(Reason.GAP));
        Look wider = new Look(
                Samples.INCARNATION,
                at(10),
                "agent",
                2,
                new Layout(List.of("calls", "rows"), List.of(), List.of("stats_reset")));
        assertThat(Deltas.obstacle(before, wider, LONGEST)).isEqualTo(Optional.of(Reason.COLUMNS_CHANGED));
    }

    /** However a counter's way is cut into steps, the steps add up to the way. */
    @Property
    void deltasAddUp(@ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 1L << 40) Long> steps) {
        long now = 0;
        long sum = 0;
        for (long step : steps) {
            Delta delta = Deltas.between(row(1, now), row(1, now + step));
            sum += ((Delta.Measured) delta).change().numbers()[0];
            now += step;
        }
        assertThat(measured(sum)).isEqualTo(Deltas.between(row(1, 0), row(1, now)));
    }

    /** Whatever the counters say, two different resets yield no number. */
    @Property
    void aResetNeverYieldsANumber(@ForAll long before, @ForAll long after, @ForAll long one, @ForAll long other) {
        Delta delta = Deltas.between(row(one, before), row(other, after));

        assertThat(delta instanceof Delta.Measured).isEqualTo(one == other && after - before >= 0);
    }

    private static Row row(long reset, long calls) {
        return new Row(Values.of(reset), Values.of(calls));
    }

    private static Delta measured(long change) {
        return new Delta.Measured(Values.of(change));
    }

    private static Look look(int second, Incarnation incarnation) {
        return new Look(incarnation, at(second), "agent", second, LAYOUT);
    }

    private static Instant at(int second) {
        return Samples.at(second);
    }

    private static Incarnation restarted() {
        return new Incarnation("7412", 1, at(5), Incarnation.Role.PRIMARY);
    }

    private static Incarnation promoted() {
        return new Incarnation("7412", 2, Samples.INCARNATION.postmasterStart(), Incarnation.Role.PRIMARY);
    }
}

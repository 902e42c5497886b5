package dev.pgsonde.streams.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.streams.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeltasTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Layout LAYOUT = new Layout(List.of(), List.of("calls"), List.of(), List.of("stats_reset"));
    private static final Layout SINCE = new Layout(List.of(), List.of("calls"), List.of(), List.of("since"));

    /** Two samples of field logs, and the differences that were worked out by hand. */
    @Test
    void theFieldLogsComeOutRight() {
        assertThat(between(row(0, 8_861_610_283L), row(0, 9_334_854_530L))).isEqualTo(measured(473_244_247L));
        assertThat(between(row(0, 5_462_602), row(0, 5_560_995))).isEqualTo(measured(98_393));
        assertThat(between(row(0, 1_151_647), row(0, 432_126))).isEqualTo(new Delta.Unknown(Reason.COUNTER_WENT_BACK));
    }

    @Test
    void aResetIsUnknownEvenWhenCountersHaveAlreadyOvertakenTheOldOnes() {
        assertThat(between(row(1, 100), row(2, 900))).isEqualTo(new Delta.Unknown(Reason.STATISTICS_RESET));
    }

    @Test
    void aRowThatWasNotThereHasNoDifference() {
        assertThat(between(null, row(1, 100))).isEqualTo(new Delta.Unknown(Reason.NEW_ROW));
    }

    @Test
    void whatTheServerDoesNotOfferIsNotKnownAndNotZero() {
        Row absent = new Row(Values.of(1), Values.unknown(1), Values.of());

        assertThat(between(absent, absent)).isEqualTo(new Delta.Measured(Values.unknown(1)));
        assertThat(between(absent, row(1, 5))).isEqualTo(new Delta.Unknown(Reason.COLUMNS_CHANGED));
    }

    @Test
    void aRowThatBeganAfterTheLookHasCountedAllOfItSince() {
        long later = ChronoUnit.MICROS.between(Instant.EPOCH, at(5));
        Look looked = look(0, Samples.INCARNATION, SINCE);

        assertThat(Deltas.between(looked, null, row(later, 7), false)).isEqualTo(measured(7));
        assertThat(Deltas.between(looked, row(1, 100), row(later, 7), false))
                .isEqualTo(new Delta.Partial(Values.of(7), at(5), Reason.STATISTICS_RESET));
    }

    @Test
    void aRowThatBeganBeforeTheLookAndWasNotThereHasAnotherName() {
        Look looked = look(10, Samples.INCARNATION, SINCE);
        long before = ChronoUnit.MICROS.between(Instant.EPOCH, at(5));

        assertThat(Deltas.between(looked, null, row(before, 7), true)).isEqualTo(new Delta.Unknown(Reason.NEW_ROW));
    }

    @Test
    void aRowThatDoesNotSayWhenItBeganIsNewWhereNothingElseIsPossible() {
        Row unsaid = new Row(Values.unknown(1), Values.of(7), Values.of());
        Look looked = look(0, Samples.INCARNATION, SINCE);

        assertThat(Deltas.between(looked, null, unsaid, true)).isEqualTo(measured(7));
        assertThat(Deltas.between(looked, null, unsaid, false)).isEqualTo(new Delta.Unknown(Reason.NEW_ROW));
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
        Look wider = look(
                10,
                Samples.INCARNATION,
                new Layout(List.of(), List.of("calls", "rows"), List.of(), List.of("stats_reset")));
        assertThat(Deltas.obstacle(before, wider, LONGEST)).isEqualTo(Optional.of(Reason.COLUMNS_CHANGED));
    }

    /** However a counter's way is cut into steps, the steps add up to the way. */
    @Property
    void deltasAddUp(@ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 1L << 40) Long> steps) {
        long now = 0;
        long sum = 0;
        for (long step : steps) {
            Delta delta = between(row(1, now), row(1, now + step));
            sum += ((Delta.Measured) delta).change().numbers()[0];
            now += step;
        }
        assertThat(measured(sum)).isEqualTo(between(row(1, 0), row(1, now)));
    }

    /** Whatever the counters say, two different resets yield no number. */
    @Property
    void aResetNeverYieldsANumber(@ForAll long before, @ForAll long after, @ForAll long one, @ForAll long other) {
        Delta delta = between(row(one, before), row(other, after));

        assertThat(delta instanceof Delta.Measured).isEqualTo(one == other && after - before >= 0);
    }

    private static Delta between(@Nullable Row before, Row after) {
        return Deltas.between(look(0, Samples.INCARNATION), before, after, false);
    }

    private static Row row(long reset, long calls) {
        return new Row(Values.of(reset), Values.of(calls), Values.of());
    }

    private static Delta measured(long change) {
        return new Delta.Measured(Values.of(change));
    }

    private static Look look(int second, Incarnation incarnation) {
        return look(second, incarnation, LAYOUT);
    }

    private static Look look(int second, Incarnation incarnation, Layout layout) {
        return new Look(incarnation, at(second), at(second), 0, "agent", second, layout);
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

package dev.pgsonde.streams.detect;

import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one series.
 *
 * @param values the newest levels, those of an alert that fires left out
 * @param tens the newest levels of ten windows each
 * @param block the levels of the ten that are not complete yet
 * @param carry the windows that are not enough to be a level yet
 * @param grace windows still to be left out after a reset
 * @param known levels that there have been
 * @param unrest how many windows were unknown lately
 * @param period after how many windows the series repeats itself, or zero
 * @param denominator what a window's denominator usually is
 * @param episode the last that came and went
 * @param day where it usually stands at which hour
 */
public record Memory(
        Track values,
        Track tens,
        Track block,
        Carry carry,
        int grace,
        int known,
        float unrest,
        int period,
        float denominator,
        Episode episode,
        Day day,
        @Nullable Latch latch) {
    private static final float FORGETTING = 127f / 128;

    public static final Memory NONE = new Memory(
            Track.EMPTY,
            Track.EMPTY,
            Track.EMPTY,
            Carry.NOTHING,
            0,
            0,
            0,
            Season.NONE,
            0,
            Episode.NONE,
            Day.NONE,
            null);

    Memory carrying(Carry next) {
        return new Memory(values, tens, block, next, grace, known, unrest, period, denominator, episode, day, latch);
    }

    Memory inGrace(int windows) {
        return new Memory(
                values, tens, block, Carry.NOTHING, windows, known, unrest, period, denominator, episode, day, latch);
    }

    Memory interrupted(int windows) {
        return new Memory(
                values,
                tens,
                block,
                Carry.NOTHING,
                windows,
                known,
                unrest + 1,
                period,
                denominator,
                episode,
                day,
                latch);
    }

    Memory repeating(int newPeriod) {
        return new Memory(
                values, tens, block, carry, grace, known, unrest, newPeriod, denominator, episode, day, latch);
    }

    Memory having(Track newValues, Track newTens, Track newBlock) {
        return new Memory(
                newValues, newTens, newBlock, carry, grace, known, unrest, period, denominator, episode, day, latch);
    }

    Memory on(Day next) {
        return new Memory(values, tens, block, carry, grace, known, unrest, period, denominator, episode, next, latch);
    }

    /** An alert is over, since what it told of has gone. */
    Memory resolved(Latch ended) {
        return new Memory(
                values,
                tens,
                block,
                carry,
                grace,
                known,
                unrest,
                period,
                denominator,
                episode.then(ended, known),
                day,
                null);
    }

    Memory latched(@Nullable Latch next) {
        return new Memory(values, tens, block, carry, grace, known, unrest, period, denominator, episode, day, next);
    }

    /** A level has become known; its windows are no longer carried. */
    Memory after(double newDenominator) {
        float usual =
                denominator == 0 ? (float) newDenominator : denominator + ((float) newDenominator - denominator) / 32;
        return new Memory(
                values,
                tens,
                block,
                carry.spent(),
                0,
                known + 1,
                unrest * FORGETTING,
                period,
                usual,
                episode,
                day,
                latch);
    }
}

package dev.pgsonde.streams.detect;

import java.util.function.IntPredicate;

/**
 * When a window is.
 *
 * @param hour of the day, in UTC, or {@link Day#NO_HOUR}
 * @param nearEvent whether something is known to have happened beside the level that is so many levels old
 */
public record Moment(int hour, IntPredicate nearEvent) {
    public static Moment of(IntPredicate nearEvent) {
        return new Moment(Day.NO_HOUR, nearEvent);
    }
}

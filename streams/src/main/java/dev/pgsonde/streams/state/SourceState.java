package dev.pgsonde.streams.state;

import dev.pgsonde.streams.window.Course;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a source's time and its windows have come, and under which incarnation and run the next one stands.
 *
 * @param everyMs how often its agent looks, 0 before the end of its first round
 */
public record SourceState(
        Instant firstOpen,
        long everyMs,
        String incarnation,
        @Nullable String run,
        @Nullable Course course) {
    public static final SourceState NEW = new SourceState(Instant.EPOCH, 0, "", null, null);

    public SourceState closedUpTo(Instant end) {
        return end.isAfter(firstOpen) ? backTo(end) : this;
    }

    /** Time has leapt back to when windows were not closed. */
    public SourceState backTo(Instant open) {
        return new SourceState(open, everyMs, incarnation, run, course);
    }

    public SourceState in(String newIncarnation) {
        return new SourceState(firstOpen, everyMs, newIncarnation, run, course);
    }

    public SourceState running(@Nullable String newRun) {
        return new SourceState(firstOpen, everyMs, incarnation, newRun, course);
    }

    public SourceState lookingEvery(long millis) {
        return new SourceState(firstOpen, millis, incarnation, run, course);
    }

    public SourceState on(Course newCourse) {
        return new SourceState(firstOpen, everyMs, incarnation, run, newCourse);
    }
}

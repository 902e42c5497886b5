package dev.pgsonde.streams.window;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a source's time has come. It only goes forward, and a leap of more than an hour is believed only when a second
 * round confirms it: so neither an absurd clock nor a late round moves a window.
 *
 * @param agent whose round the last one was
 * @param round its number
 * @param tick when it was due
 * @param at the server's clock when it began
 * @param steps how often the server's clock has stepped
 * @param behind when the clock has stepped back and has not come so far again: the tick it has come to
 * @param doubt a leap, back or forth, that no second round has confirmed
 * @param gapEnd the tick at which the source was seen again after it had not been seen for long
 * @param past where windows were published before
 */
public record Course(
        String agent,
        long round,
        Instant tick,
        Instant at,
        long steps,
        @Nullable Instant behind,
        @Nullable Instant doubt,
        @Nullable Instant gapEnd,
        Past past) {
    static final Duration LEAP = Duration.ofHours(1);

    /**
     * Times that windows were published of: up to {@code frontier}, then from {@code since} on; and what lies between
     * {@code islandFrom} and {@code islandTo}, if time had leapt there and back.
     */
    public record Past(
            Instant frontier,
            Instant since,
            @Nullable Instant islandFrom,
            @Nullable Instant islandTo) {
        boolean isFree(Instant at) {
            return !at.isBefore(frontier) && at.isBefore(since);
        }

        boolean isIsland(Instant at) {
            return islandFrom != null && islandTo != null && !at.isBefore(islandFrom) && !at.isAfter(islandTo);
        }
    }

    /** What one record says about when it belongs. */
    public sealed interface Passage {
        Course course();
    }

    /** It is of the round at hand, or of the next one. */
    public record OnCourse(Course course) implements Passage {}

    /** Time has leapt, and a second round confirms it: windows go on from its tick, after {@code frontier}. */
    public record Leapt(Course course, Instant frontier, boolean back) implements Passage {}

    /** Its server's clock shows a time that was there already: the frame counts, the time since the last does not. */
    public record Behind(Course course) implements Passage {}

    /** Its time cannot be believed yet: the frame is remembered, and no time is known between it and others. */
    public record Doubtful(Course course, String why) implements Passage {}

    /** It is a repetition, or late. */
    public record Late(Course course, String why) implements Passage {}

    /** The course of a source of which nothing was seen before. */
    public static Course beginning(String agent, long round, Instant tick, Instant at) {
        return new Course(agent, round, tick, at, 0, null, null, null, new Past(Instant.EPOCH, tick, null, null));
    }

    /** One record: of which round of which agent, when that was due, and when it was taken. */
    public record Turn(String agent, long round, Instant due, Instant at) {}

    /** Where a record stands. {@code closed} is how far windows are closed. */
    public Passage pass(Turn turn, Instant closed) {
        Instant due = turn.due();
        if (isOvertaken(turn)) {
            return late(turn);
        }
        boolean same = turn.agent().equals(agent) && turn.round() == round;
        if ((!same || due.equals(behind)) && past.isIsland(due)) {
            return behind(turn);
        }
        if (due.isAfter(tick.plus(LEAP)) || (due.isBefore(tick.minus(LEAP)) && past.isFree(due))) {
            return leap(turn, closed);
        }
        if (due.isAfter(tick) || (isAgain(turn) && !same)) {
            return new OnCourse(
                    new Course(turn.agent(), turn.round(), due, turn.at(), steps, null, null, gapEnd, past));
        }
        if (same && behind == null && due.isAfter(tick.minus(LEAP))) {
            return new OnCourse(this);
        }
        return turn.agent().equals(agent) ? behind(turn) : late(turn);
    }

    /** A later round of the same agent came before it, whatever the clock said meanwhile; an agent that starts anew has another name. */
    private boolean isOvertaken(Turn turn) {
        return turn.agent().equals(agent) && turn.round() < round;
    }

    /** A second look that was due at the same time as the last. */
    private boolean isAgain(Turn turn) {
        return turn.due().equals(tick) && !turn.at().isBefore(at) && behind == null;
    }

    private Passage behind(Turn turn) {
        if (turn.due().equals(behind) && turn.round() == round) {
            return new Behind(this);
        }
        long now = behind != null && turn.due().isAfter(behind) ? steps : steps + 1;
        return new Behind(new Course(turn.agent(), turn.round(), tick, at, now, turn.due(), doubt, gapEnd, past));
    }

    private Passage late(Turn turn) {
        return new Late(
                this,
                "round " + turn.round() + " of agent " + turn.agent() + ", due at " + turn.due()
                        + ", came after the one of " + tick);
    }

    private Passage leap(Turn turn, Instant closed) {
        Instant due = turn.due();
        boolean confirmed = doubt != null && due.isAfter(doubt) && !due.isAfter(doubt.plus(LEAP));
        if (confirmed) {
            boolean back = due.isBefore(tick);
            Past then = back
                    ? new Past(past.frontier(), past.frontier(), past.since(), tick)
                    : new Past(closed, due, past.islandFrom(), past.islandTo());
            Instant seen = back ? gapEnd : due;
            return new Leapt(
                    new Course(turn.agent(), turn.round(), due, turn.at(), steps + 1, null, null, seen, then),
                    then.frontier(),
                    back);
        }
        return new Doubtful(
                new Course(agent, round, tick, at, steps, behind, due, gapEnd, past),
                "the server's clock says " + due + ", more than an hour from " + tick
                        + " of the round before: to be believed when the next round agrees");
    }

    /** This course, on which the source was not seen for long before {@code tick}. */
    public Course afterGap() {
        return new Course(agent, round, tick, at, steps, behind, doubt, tick, past);
    }
}

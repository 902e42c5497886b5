package dev.pgsonde.streams;

import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.delta.Reason;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Course;
import dev.pgsonde.streams.window.Course.Behind;
import dev.pgsonde.streams.window.Course.Doubtful;
import dev.pgsonde.streams.window.Course.Late;
import dev.pgsonde.streams.window.Course.Leapt;
import dev.pgsonde.streams.window.Course.OnCourse;
import dev.pgsonde.streams.window.Course.Passage;
import dev.pgsonde.streams.window.Tumbling;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Says when each record of a source belongs, by the clock of its server alone, and tells when nothing was seen for long. */
final class Timekeeping {
    /** No look of such a time has a difference with another. */
    private static final long NO_COURSE = -1;

    private final Tumbling windows;
    private final Sums sums;
    private final Closing closing;
    private final Publishing publishing;
    private final Outlet outlet;

    Timekeeping(Tumbling windows, Sums sums, Closing closing, Publishing publishing, Outlet outlet) {
        this.windows = windows;
        this.sums = sums;
        this.closing = closing;
        this.publishing = publishing;
        this.outlet = outlet;
    }

    /** Of which round of which agent a record is, when that was due if the agent says so, and when it was taken. */
    record Turn(
            String source,
            String agent,
            long round,
            @Nullable Instant tick,
            Instant at,
            long everyMs,
            String incarnation) {}

    /** Where the record stands; or why it has no place, or none yet. */
    record Place(@Nullable Standing standing, @Nullable String refusal) {}

    Place place(Turn turn) {
        SourceState state = sums.source(turn.source());
        long every = turn.everyMs() > 0 ? turn.everyMs() : state.everyMs();
        Instant due = turn.tick() == null ? due(turn.at(), every) : turn.tick();
        Course before = state.course();
        if (before == null) {
            Course first = Course.beginning(turn.agent(), turn.round(), due, turn.at());
            sums.put(turn.source(), state.on(first));
            return place(first, due);
        }
        Passage passage = before.pass(new Course.Turn(turn.agent(), turn.round(), due, turn.at()), state.firstOpen());
        sums.put(turn.source(), state.on(passage.course()));
        if (passage instanceof Late late) {
            return new Place(null, late.why());
        }
        if (passage instanceof Doubtful doubtful) {
            return new Place(new Standing(before.tick(), NO_COURSE, false, false, false), doubtful.why());
        }
        if (passage instanceof Behind behind) {
            return new Place(new Standing(before.tick(), behind.course().steps(), false, true, false), null);
        }
        if (passage instanceof Leapt leapt) {
            leap(turn, before, leapt);
        } else if (passage instanceof OnCourse on) {
            goOn(turn, before, on.course());
        }
        return place(course(turn.source()), due);
    }

    private Place place(Course course, Instant due) {
        Instant tick = due.isBefore(course.tick()) ? course.tick() : due;
        return new Place(new Standing(tick, course.steps(), true, true, tick.equals(course.gapEnd())), null);
    }

    private Course course(String source) {
        Course course = sums.source(source).course();
        if (course == null) {
            throw new IllegalStateException(source + " has no course");
        }
        return course;
    }

    /** An agent that does not say when its round was due begins its rounds at the edges of the clock. */
    private static Instant due(Instant at, long everyMs) {
        if (everyMs <= 0) {
            return at.truncatedTo(ChronoUnit.SECONDS);
        }
        long early = at.toEpochMilli() + everyMs / 4;
        return Instant.ofEpochMilli(Math.floorDiv(early, everyMs) * everyMs);
    }

    private void goOn(Turn turn, Course before, Course now) {
        Duration unseen = Duration.between(before.tick(), now.tick());
        if (unseen.compareTo(windows.length().multipliedBy(Intake.LONGEST_GAP)) > 0) {
            tellGap(turn, before.tick(), now.tick());
            sums.put(turn.source(), sums.source(turn.source()).on(now.afterGap()));
        }
    }

    private void leap(Turn turn, Course before, Leapt leapt) {
        SourceState state = sums.source(turn.source());
        if (leapt.back()) {
            closing.abandon(turn.source(), state);
            sums.put(turn.source(), state.backTo(leapt.frontier()));
        } else {
            tellGap(turn, before.tick(), leapt.course().tick());
        }
    }

    private void tellGap(Turn turn, Instant from, Instant to) {
        SourceState state = sums.source(turn.source());
        String source = turn.source();
        publishing.gap(source, turn.incarnation(), state, from, to, Reason.GAP.text());
        outlet.marker(new Marker(
                source,
                to,
                Reason.GAP.text(),
                "source",
                source,
                from.toString(),
                to.toString(),
                "nothing was seen of it"));
    }
}

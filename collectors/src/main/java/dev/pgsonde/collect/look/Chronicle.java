package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.clock.Ticks;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server's story, round by round: remembers the frames before, and makes of each round what must be published:
 * markers first, then samples, then the end of the round.
 */
public final class Chronicle {
    private final String source;
    private final String agent;
    private final Duration every;
    private final int fullEvery;
    /** The last frame of each view of each database that could be read, in whatever round that was. */
    private final Map<FrameName, Told> last = new HashMap<>();

    private final WholeFrames wholeFrames;

    private Readability readability = new Readability();
    private final Ticks ticks;
    private Instant tick = Instant.EPOCH;
    private long round;
    /** Counts how often whoever listens had to be told everything anew. */
    private long era;

    private @Nullable Incarnation incarnation;

    /** A frame, and when one of its view was last told whole. */
    private record Told(Frame frame, long wholeRound, long wholeEra) {}

    public Chronicle(String source, String agent, Duration every, int fullEvery) {
        this.source = source;
        this.agent = agent;
        this.every = every;
        this.ticks = new Ticks(every);
        this.fullEvery = fullEvery;
        this.wholeFrames = new WholeFrames(fullEvery);
    }

    /** The first part is the agent's own database. {@code anew} says that whoever listens needs whole frames. */
    public List<Observation> tell(List<Part> parts, List<Happening> noticed, boolean anew) {
        return tell(parts, noticed, anew, Missed.NOTHING);
    }

    /** {@code missed}: of these views, whoever listens has not got all, and needs a whole frame of each. */
    public List<Observation> tell(List<Part> parts, List<Happening> noticed, boolean anew, Missed missed) {
        Moment moment = parts.get(0).moment();
        tick = ticks.of(moment.at());
        round = Math.max(round + 1, Math.floorDiv(tick.toEpochMilli(), every.toMillis()));
        Incarnation before = incarnation;
        boolean same = moment.incarnation().equals(before);
        if (before != null && !before.system().equals(moment.incarnation().system())) {
            last.clear();
        }
        // a segment of the spool begins with whole frames, so that those before it can be dropped
        if (anew || !same || missed.everything()) {
            era++;
        }
        missed.frames().forEach(name -> wholeFrames.lost(name, round));
        List<Happening> happenings = new ArrayList<>(noticed);
        if (before == null) {
            happenings.add(
                    0, new Happening("agent_started", "agent", agent, null, null, "PostgreSQL " + moment.major()));
        } else {
            happenings.addAll(IncarnationChanges.between(source, before, moment.incarnation()));
        }
        List<Observation> samples = new ArrayList<>();
        for (Part part : parts) {
            happenings.addAll(readability.hear(part));
            part.answers().forEach(answer -> samples.add(sample(part.moment(), answer, happenings)));
        }
        incarnation = moment.incarnation();
        List<Observation> told = new ArrayList<>();
        happenings.forEach(happening -> told.add(happening.marker(source, moment.at())));
        told.addAll(samples);
        told.add(end(parts));
        return told;
    }

    /** Nothing is known of the server any more: another agent has watched it meanwhile. */
    public void restart() {
        last.clear();
        wholeFrames.forgetAll();
        readability = new Readability();
        incarnation = null;
    }

    private Sample sample(Moment moment, Answer answer, List<Happening> happenings) {
        Sample whole = whole(moment, answer, answer.unknown());
        if (answer.unknown() != null) {
            return whole;
        }
        FrameName place = new FrameName(whole.view(), whole.database());
        Told before = last.get(place);
        Optional<Frame> readable = Frame.of(answer.view(), whole, before == null ? null : before.frame());
        String reason = readable.isEmpty() ? "two rows have the same name" : null;
        readability.hearNames(answer.view(), moment.database(), reason).ifPresent(happenings::add);
        if (readable.isEmpty()) {
            return whole(moment, Answer.of(answer.view(), List.of(), 0), reason);
        }
        Frame now = readable.get();
        boolean comparable = before != null && before.frame().isLike(now);
        if (before != null && comparable) {
            if (moment.incarnation().equals(before.frame().sample().incarnation())) {
                happenings.addAll(StatisticsResets.between(before.frame(), now));
            }
            happenings.addAll(FactChanges.between(before.frame(), now));
            boolean recent = before.wholeEra() == era && round - before.wholeRound() < fullEvery;
            if (recent && !wholeFrames.isDue(place, round)) {
                last.put(place, new Told(now, before.wholeRound(), era));
                return Difference.between(before.frame(), now);
            }
        }
        last.put(place, new Told(now, round, era));
        wholeFrames.told(place);
        return whole;
    }

    private Sample whole(Moment moment, Answer answer, @Nullable String unknown) {
        boolean local = answer.view().scope() == View.Scope.DATABASE;
        return new Sample(
                source,
                agent,
                round,
                moment.at(),
                moment.incarnation(),
                answer.view().view(),
                local ? moment.database() : "",
                answer.view().subject(),
                FrameKind.FULL,
                answer.columns(),
                List.of(),
                unknown == null ? null : RecordLimits.shortened(unknown, RecordLimits.LONGEST_TEXT),
                null,
                tick,
                periodOf(answer.view()).toMillis());
    }

    /** No view is asked more often than there are rounds. */
    private Duration periodOf(View view) {
        Duration own = view.every();
        return own == null || own.compareTo(every) < 0 ? every : own;
    }

    private Round end(List<Part> parts) {
        List<Round.ViewCost> costs = parts.stream()
                .flatMap(part -> part.answers().stream())
                .map(answer -> new Round.ViewCost(answer.view().view(), answer.rows(), answer.tookMicros()))
                .toList();
        return new Round(source, agent, round, parts.get(0).moment().at(), every.toMillis(), costs, tick);
    }
}

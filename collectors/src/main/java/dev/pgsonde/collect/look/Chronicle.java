package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
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
    /** The last frame of each view that could be read, in whatever round that was. */
    private final Map<String, Frame> last = new HashMap<>();

    private long round;
    private @Nullable Incarnation incarnation;

    public Chronicle(String source, String agent, Duration every, int fullEvery) {
        this.source = source;
        this.agent = agent;
        this.every = every;
        this.fullEvery = fullEvery;
    }

    /** {@code anew} says that whoever listens may have missed something, and needs whole frames. */
    public List<Observation> tell(Moment moment, List<Answer> answers, List<Happening> noticed, boolean anew) {
        round++;
        Incarnation before = incarnation;
        boolean same = moment.incarnation().equals(before);
        if (before != null && !before.system().equals(moment.incarnation().system())) {
            last.clear();
        }
        boolean full = anew || !same || (round - 1) % fullEvery == 0;
        List<Happening> happenings = new ArrayList<>(noticed);
        if (before == null) {
            happenings.add(
                    0, new Happening("agent_started", "agent", agent, null, null, "PostgreSQL " + moment.major()));
        } else {
            happenings.addAll(IncarnationChanges.between(source, before, moment.incarnation()));
        }
        List<Observation> samples = new ArrayList<>();
        for (Answer answer : answers) {
            samples.add(sample(moment, answer, full, same, happenings));
        }
        incarnation = moment.incarnation();
        List<Observation> told = new ArrayList<>();
        happenings.forEach(happening -> told.add(happening.marker(source, moment.at())));
        told.addAll(samples);
        told.add(end(moment, answers));
        return told;
    }

    private Sample sample(Moment moment, Answer answer, boolean full, boolean same, List<Happening> happenings) {
        Sample whole = whole(moment, answer, answer.unknown());
        if (answer.unknown() != null) {
            return whole;
        }
        Optional<Frame> readable = Frame.of(answer.view(), whole);
        if (readable.isEmpty()) {
            return whole(moment, new Answer(answer.view(), List.of(), null, 0), "two rows have the same name");
        }
        Frame now = readable.get();
        Frame before = last.put(whole.view(), now);
        if (before == null || !before.isLike(now)) {
            return whole;
        }
        if (same) {
            happenings.addAll(StatisticsResets.between(before, now));
        }
        happenings.addAll(FactChanges.between(before, now));
        return full || before.sample().round() != round - 1 ? whole : Difference.between(before, now);
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
                unknown,
                null);
    }

    private Round end(Moment moment, List<Answer> answers) {
        List<Round.ViewCost> costs = answers.stream()
                .map(answer -> new Round.ViewCost(answer.view().view(), answer.rows(), answer.tookMicros()))
                .toList();
        return new Round(source, agent, round, moment.at(), every.toMillis(), costs);
    }
}

package dev.pgsonde.collect;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.change.Capture;
import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.publish.TopicWriter.Gap;
import dev.pgsonde.collect.server.Look;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round, from the look at the server to the last record of it. */
final class SamplingRound {
    private static final Logger log = LoggerFactory.getLogger(SamplingRound.class);
    private static final String CAPTURE_VIEW = "change_capture";
    private static final String GAP = "gap";

    private final List<View> views;
    private final Chronicle chronicle;
    private final Outlets outlets;
    private final @Nullable Capture capture;
    private final ServerClock clock;
    private boolean missingCaptureTold;

    SamplingRound(
            List<View> views, Chronicle chronicle, Outlets outlets, @Nullable Capture capture, ServerClock clock) {
        this.views = List.copyOf(views);
        this.chronicle = chronicle;
        this.outlets = outlets;
        this.capture = capture;
        this.clock = clock;
    }

    /** Answers when the round began on the server's clock. */
    Instant run(Session session, boolean anew, BooleanSupplier stopped) throws SQLException {
        Look look = session.look(views, capture == null ? null : capture.config(), stopped);
        Moment moment = look.moment();
        if (stopped.getAsBoolean()) {
            return moment.at(); // a round cut short would tell of rows that vanished though they did not
        }
        List<Happening> noticed = new ArrayList<>();
        List<Gap> gaps = outlets.takeGaps();
        gaps.forEach(gap -> noticed.add(gap.happening()));
        clock.hear(moment.at(), moment.askedNanos(), moment.answeredNanos())
                .ifPresent(missing -> noticed.add(stepBack(moment.at(), missing)));
        Ground ground = look.ground();
        if (capture != null && ground != null) {
            noticed.addAll(capture.step(ground, moment.at(), session));
        }
        publish(chronicle.tell(moment, inOrder(look.answers()), noticed, anew || !gaps.isEmpty()), gaps);
        return moment.at();
    }

    private Happening stepBack(Instant now, Duration missing) {
        log.warn("the server's clock stepped back by {} ms", missing.toMillis());
        return new Happening(
                "clock_step", "server", outlets.source(), now.plus(missing).toString(), now.toString(), null);
    }

    /** The view that the agent fills itself stands where the catalogue has it. */
    private List<Answer> inOrder(List<Answer> asked) {
        List<Answer> answers = new ArrayList<>();
        for (View view : views) {
            if (view.view().equals(CAPTURE_VIEW)) {
                captured(view).ifPresent(answers::add);
            } else {
                asked.stream().filter(answer -> answer.view().equals(view)).forEach(answers::add);
            }
        }
        return answers;
    }

    private Optional<Answer> captured(View view) {
        if (capture != null) {
            return capture.answer(view);
        }
        boolean first = !missingCaptureTold;
        missingCaptureTold = true;
        return first ? Optional.of(Answer.unknown(view, "change capture is not configured", 0)) : Optional.empty();
    }

    private void publish(List<Observation> told, List<Gap> gaps) {
        int lost = gaps.stream().mapToInt(Gap::records).sum();
        for (Observation observation : told) {
            boolean isGap =
                    observation instanceof Marker marker && marker.kind().equals(GAP);
            outlets.write(observation, isGap ? 1 + lost : 1);
        }
    }
}

package dev.pgsonde.collect;

import dev.pgsonde.collect.change.Capture;
import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.look.FrameSlices;
import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.collect.publish.Outbox;
import dev.pgsonde.collect.server.LockHolder;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.collect.server.Server;
import dev.pgsonde.collect.server.Server.Sight;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Sample;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round, from the look at the server to the last record of it. */
final class SamplingRound {
    private static final Logger log = LoggerFactory.getLogger(SamplingRound.class);
    private static final String GAP = "gap";

    private final Server server;
    private final Chronicle chronicle;
    private final String source;
    private final Outbox outbox;
    private final @Nullable Capture capture;
    private final Fillings fillings;
    private final AgentView agentView;
    private final ServerClock clock;
    private final SourceReports reports;
    private final TextErrand texts;
    private final List<Happening> pending = new ArrayList<>();
    private final Rights rights = new Rights();

    SamplingRound(
            Server server,
            Chronicle chronicle,
            String source,
            Outbox outbox,
            @Nullable Capture capture,
            Fillings fillings,
            AgentView agentView,
            ServerClock clock,
            SourceReports reports,
            TextErrand texts) {
        this.server = server;
        this.chronicle = chronicle;
        this.source = source;
        this.outbox = outbox;
        this.capture = capture;
        this.fillings = fillings;
        this.agentView = agentView;
        this.clock = clock;
        this.reports = reports;
        this.texts = texts;
    }

    /** Answers when the round began on the server's clock. */
    Instant run(Session session, Instant tick, boolean anew, BooleanSupplier stopped) throws SQLException {
        reports.begin();
        Sight sight = server.look(session, tick, anew, stopped);
        Moment moment = sight.parts().get(0).moment();
        if (stopped.getAsBoolean()) {
            return moment.at(); // a round cut short would tell of rows that vanished though they did not
        }
        List<Happening> noticed = new ArrayList<>(pending);
        pending.clear();
        rights.hear(session.backend()).ifPresent(noticed::add);
        noticed.addAll(sight.noticed());
        clock.hear(moment.at(), moment.askedNanos(), moment.answeredNanos())
                .ifPresent(missing -> noticed.add(stepBack(moment.at(), missing)));
        Ground ground = sight.ground();
        if (capture != null && ground != null) {
            noticed.addAll(capture.step(ground, moment.at(), session));
        }
        List<Part> parts = fillings.in(sight.parts());
        publish(chronicle.tell(parts, noticed, anew, outbox.takeMissed()));
        outbox.endOfRound(moment.at());
        reports.sampled(parts, 1 + server.connections());
        texts.after(parts, session);
        return moment.at();
    }

    /** The agent waits for another one to go. */
    void standBy(Instant now) {
        reports.standBy(now);
    }

    /** Who holds the agents' lock and is no agent, if somebody does. */
    void hear(@Nullable LockHolder stranger) {
        agentView.hear(stranger).ifPresent(happening -> {
            pending.add(happening);
            log.warn("{}: the agents' lock: {}; {}", source, happening.after(), happening.detail());
        });
    }

    /** Another agent was here until a moment ago; what it knew is not known here. */
    void takeOver(Instant refused, Instant now) {
        chronicle.restart();
        pending.add(new Happening(
                GAP, "source", source, refused.toString(), now.toString(), "another agent sampled until then"));
    }

    /** The server does not answer, or refuses; it is tried again. */
    void fail(SQLException failure) {
        boolean lost = Refusal.isLoss(failure);
        reports.fail(lost ? AgentCondition.UNREACHABLE : AgentCondition.FAILING, Refusal.reason(failure));
    }

    /** The session is gone, and so are the others beside it. */
    void lose() {
        server.closeVisits();
    }

    /** Leaves nothing behind on the server, as far as it still answers. */
    void end(@Nullable Session session) {
        if (capture != null) {
            capture.end(session);
        }
    }

    private Happening stepBack(Instant now, Duration missing) {
        log.warn("{}: the server's clock stepped back by {} ms", source, missing.toMillis());
        return new Happening("clock_step", "server", source, now.plus(missing).toString(), now.toString(), null);
    }

    private void publish(List<Observation> told) {
        for (Observation observation : told) {
            if (observation instanceof Marker marker && marker.kind().equals("unreadable")) {
                log(marker);
            }
            if (observation instanceof Sample sample) {
                publish(FrameSlices.of(sample, FrameSlices.MOST_BYTES));
            } else {
                outbox.write(observation);
            }
        }
    }

    private void publish(FrameSlices frame) {
        for (int n = 0; n < frame.count(); n++) {
            outbox.makeWay();
            Sample part = frame.part(n);
            reports.sent(part, outbox.write(part));
        }
    }

    private void log(Marker marker) {
        String subject = marker.subjectKind() + " " + marker.subject();
        if (marker.after() == null) {
            log.info("{}: {}: can be read again", source, subject);
        } else {
            log.warn(
                    "{}: {}: {}{}",
                    source,
                    subject,
                    marker.after(),
                    marker.detail() == null ? "" : "; " + marker.detail());
        }
    }
}

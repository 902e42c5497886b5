package dev.pgsonde.collect;

import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Secret;
import dev.pgsonde.collect.guard.Backoff;
import dev.pgsonde.collect.publish.Broker;
import dev.pgsonde.collect.publish.Outbox;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.process.Durations;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RegistryWait;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server watched by one agent, from its configuration to its end; whatever fails meanwhile is tried again for ever. */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final CollectorConfig config;
    private final Address address;
    private final AgentProcess process;
    private final SourceReports reports;
    private final ServerClock clock = new ServerClock();
    private final Backoff backoff = new Backoff(
            FIRST_PAUSE, LONGEST_PAUSE, () -> ThreadLocalRandom.current().nextDouble());
    private final Topics topics = Topics.standard();
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean mayWait;
    private volatile @Nullable Agent agent;

    /** Whether what must be there at the start may also come later. */
    enum Start {
        MUST_SUCCEED,
        MAY_WAIT
    }

    Watch(CollectorConfig config, Address address, AgentProcess process) {
        this.config = config;
        this.address = address;
        this.process = process;
        SourceReports.Pace pace = SourceReports.Pace.of(config.every());
        Reporter reporter = new Reporter(config.source(), process.name(), pace.nextWithin(), process.nanos());
        this.reports = new SourceReports(
                config.source(),
                pace,
                reporter,
                process.faces().apply(config),
                process.nanos(),
                () -> clock.isSet()
                        ? clock.at(process.nanos().getAsLong())
                        : process.now().get());
    }

    String source() {
        return config.source();
    }

    /** Until it is stopped. */
    void run(Start start) throws InterruptedException {
        mayWait = start == Start.MAY_WAIT;
        try (reports) {
            reports.start();
            while (!isStopped()) {
                attempt(this::publish);
            }
        }
    }

    /** Something that may fail for reasons that pass. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    /** Answers whether it may go on with what is open: not after a failure that nobody foresaw. */
    private boolean attempt(Work work) throws InterruptedException {
        try {
            work.run();
            return true;
        } catch (UserError e) {
            if (!mayWait) {
                throw e;
            }
            boolean refused = e.getCause() instanceof SQLException;
            failed(
                    refused ? AgentCondition.UNREACHABLE : AgentCondition.FAILING,
                    masked(String.valueOf(e.getMessage())));
            return true;
        } catch (StackOverflowError | RuntimeException e) {
            foreseenByNobody(e);
            return false;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error e) {
            foreseenByNobody(e);
            return false;
        }
    }

    private void foreseenByNobody(Throwable failure) throws InterruptedException {
        if (isStopped()) {
            log.debug("{}: failed while it was stopped", source(), failure);
            return;
        }
        log.error("{}: this is a mistake of the agent", source(), failure);
        failed(
                AgentCondition.FAILING,
                "a mistake of the agent (" + failure.getClass().getSimpleName() + ")");
    }

    private void failed(AgentCondition condition, String why) throws InterruptedException {
        reports.fail(condition, why);
        Duration pause = backoff.next();
        log.error("{}: {}; trying again in {} s", source(), why, (pause.toMillis() + 999) / 1000);
        boolean unused = stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String masked(String message) {
        String masked = message.lines().findFirst().orElse("");
        for (Secret secret : Stream.concat(config.secrets().stream(), address.secrets().stream())
                .toList()) {
            masked = secret.hiddenIn(masked);
        }
        return masked;
    }

    /** Holds what leads to Kafka open while the server is tried, so that others learn meanwhile why there are no samples. */
    private void publish() throws InterruptedException {
        Session first = mayWait ? null : parts().postgres().openFirst();
        Broker broker = new Broker(config.kafka());
        broker.require(topicsWritten(), config.spool() != null);
        Framing framing = Framing.of(config.schemaRegistry(), topics);
        RegistryWait.learn(
                framing,
                topicsWritten(),
                why -> log.warn("{}: no record can be written yet: {}", config.source(), why),
                this::isStopped);
        Outbox.Sender sender = new Outbox.Sender(config.source(), config.capture() != null);
        try (Outbox outbox = Outbox.open(broker, topics, framing, sender, config.spool(), process.nanos())) {
            reports.publishThrough(outbox);
            sampleThrough(outbox, broker, first);
            reports.stoppingAtLast();
        } finally {
            reports.publishThrough(null);
        }
    }

    private void sampleThrough(Outbox outbox, Broker broker, @Nullable Session opened) throws InterruptedException {
        Session first = opened;
        boolean sound = true;
        while (sound && !isStopped()) {
            Session session = first;
            sound = attempt(() -> sample(outbox, broker, session));
            first = null;
        }
    }

    private void sample(Outbox outbox, Broker broker, @Nullable Session opened) throws InterruptedException {
        AgentParts parts = parts();
        Postgres postgres = parts.postgres();
        Agent made = parts.agent(postgres, outbox, clock, process.name(), reports);
        Session session = opened != null ? opened : postgres.openFirst();
        agent = made;
        if (isStopped()) {
            made.stop();
        }
        log.info(
                "source {}: PostgreSQL at {}, Kafka at {}, every {}",
                config.source(),
                postgres,
                broker,
                Durations.text(config.every()));
        mayWait = true;
        made.run(session, backoff::reset);
    }

    private AgentParts parts() {
        return new AgentParts(config, address, process.nanos());
    }

    /** Another thread calls it. */
    void stop() {
        stop.countDown();
        reports.stopping();
        Agent running = agent;
        if (running != null) {
            running.stop();
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private List<Topic<?>> topicsWritten() {
        List<Topic<?>> written = new ArrayList<>(List.of(topics.samples(), topics.texts(), topics.agents()));
        if (config.capture() != null) {
            written.add(topics.changes());
        }
        return written;
    }
}

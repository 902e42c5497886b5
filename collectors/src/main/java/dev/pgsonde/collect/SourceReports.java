package dev.pgsonde.collect;

import dev.pgsonde.collect.look.Part;
import dev.pgsonde.collect.publish.Outbox;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes how one source fares after each round, and regularly while it has none: a thread of its own repeats what
 * holds, and says so when no round ends any more.
 */
final class SourceReports implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SourceReports.class);

    private final String source;
    private final Pace pace;
    private final Reporter reporter;
    private final Consumer<Report> face;
    private final LongSupplier nanos;
    private final Supplier<Instant> serverNow;
    private final ScheduledExecutorService repeater;
    private @Nullable Outbox outbox;
    private AgentCondition condition = AgentCondition.UNKNOWN;
    private @Nullable String reason;
    private long reportedNanos;
    private long progressNanos;

    /** How long it may stay silent, and after how long without a round something is wrong. */
    record Pace(Duration silence, Duration stuck) {
        private static final Duration SHORTEST = Duration.ofSeconds(10);
        private static final Duration LONGEST = Duration.ofMinutes(1);
        private static final int PATIENCE_ROUNDS = 3;

        static Pace of(Duration every) {
            Duration silence = every.plus(SHORTEST).compareTo(LONGEST) < 0 ? every.plus(SHORTEST) : LONGEST;
            Duration stuck = every.multipliedBy(PATIENCE_ROUNDS);
            return new Pace(silence, stuck.compareTo(silence) < 0 ? silence : stuck);
        }

        /** A report may take a moment longer than it should. */
        Duration nextWithin() {
            return silence.plus(SHORTEST);
        }
    }

    /** {@code serverNow} is the server's clock, as far as it is known. */
    SourceReports(
            String source,
            Pace pace,
            Reporter reporter,
            Consumer<Report> face,
            LongSupplier nanos,
            Supplier<Instant> serverNow) {
        this.source = source;
        this.pace = pace;
        this.reporter = reporter;
        this.face = face;
        this.nanos = nanos;
        this.serverNow = serverNow;
        this.reportedNanos = nanos.getAsLong();
        this.progressNanos = reportedNanos;
        this.repeater = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "report-" + source);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        ScheduledFuture<?> unused = repeater.scheduleWithFixedDelay(this::repeat, 1, 1, TimeUnit.SECONDS);
    }

    /** Where they are published from now on; nowhere but over HTTP without one. */
    synchronized void publishThrough(@Nullable Outbox open) {
        outbox = open;
    }

    void begin() {
        reporter.begin();
    }

    /** One record of the round has been handed on, so many bytes of it. */
    void sent(Sample sample, int bytes) {
        reporter.sent(sample, bytes);
    }

    synchronized void sampled(List<Part> parts, int connections) {
        hear(AgentCondition.SAMPLING, null);
        countArrived();
        if (condition == AgentCondition.SAMPLING) {
            publish(reporter.active(parts, connections));
        }
    }

    synchronized void standBy(Instant now) {
        hear(AgentCondition.STANDBY, null);
        if (condition == AgentCondition.STANDBY) {
            publish(current(now));
        }
    }

    /** The source is not sampled; told at once when that is new, and else when it is time. */
    synchronized void fail(AgentCondition kind, String why) {
        boolean known = kind == condition;
        hear(kind, why);
        if (!known && kind == condition) {
            publish(current(serverNow.get()));
        }
    }

    /** Nothing follows. */
    synchronized void stopping() {
        hear(AgentCondition.STOPPING, null);
        publish(current(serverNow.get()));
    }

    /** What waits for Kafka goes before it, and may have kept the first one from being sent. */
    synchronized void stoppingAtLast() {
        if (condition == AgentCondition.STOPPING && outbox != null) {
            outbox.writeLast(current(serverNow.get()));
        }
    }

    /** Whoever has said that he stops says nothing else afterwards. */
    private void hear(AgentCondition kind, @Nullable String why) {
        if (condition == AgentCondition.STOPPING) {
            return;
        }
        condition = kind;
        reason = why;
        progressNanos = nanos.getAsLong();
    }

    /** Says again what holds, when nothing has been said for long. */
    synchronized void repeat() {
        long now = nanos.getAsLong();
        if (condition == AgentCondition.UNKNOWN
                || condition == AgentCondition.STOPPING
                || now - reportedNanos < pace.silence().toNanos()) {
            return;
        }
        long still = now - progressNanos;
        boolean well = condition == AgentCondition.SAMPLING || condition == AgentCondition.STANDBY;
        if (well && still > pace.stuck().toNanos()) {
            condition = AgentCondition.FAILING;
            reason = "no round has ended for " + TimeUnit.NANOSECONDS.toSeconds(still) + " s";
        }
        publish(current(serverNow.get()));
    }

    private Report current(Instant at) {
        countArrived();
        return reporter.now(condition, reason, at);
    }

    private void countArrived() {
        if (outbox != null) {
            reporter.arrived(outbox.throughput());
        }
    }

    /** Whoever cannot publish has other trouble, which is told where it arises. */
    private void publish(Report report) {
        reportedNanos = nanos.getAsLong();
        try {
            face.accept(report);
            if (outbox != null) {
                outbox.write(report);
            }
        } catch (RuntimeException e) {
            log.debug("{}: a report could not be published", source, e);
        }
    }

    @Override
    public void close() {
        repeater.shutdownNow();
    }
}

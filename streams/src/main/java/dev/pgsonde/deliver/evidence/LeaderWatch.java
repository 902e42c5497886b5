package dev.pgsonde.deliver.evidence;

import dev.pgsonde.deliver.watch.Horizon;
import dev.pgsonde.deliver.watch.HorizonTracker;
import dev.pgsonde.deliver.watch.PipelineWatch;
import dev.pgsonde.deliver.watch.WatchLimits;
import dev.pgsonde.schema.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch of the instance that is the leader, from when it became that until it is no more, or Kafka fails it. */
final class LeaderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderWatch.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int CHECKS_MISSED = 6;

    private final InstantSource clock;
    private final Duration every;
    private final PipelineWatch watch;
    private final HorizonTracker horizons;
    private final Evidence evidence;
    private final StreamsOffsets streams;
    private final WatchPublisher publisher;
    private Instant next;
    private boolean mayAskStreams = true;

    LeaderWatch(WatchClients clients, WatchLimits limits, String application, InstantSource clock) {
        this.clock = clock;
        this.every = limits.every();
        this.watch = new PipelineWatch(limits, application);
        this.horizons = new HorizonTracker(limits.every().multipliedBy(CHECKS_MISSED));
        this.evidence = new Evidence(clients, watch);
        this.streams = new StreamsOffsets(
                clients.admin(), application, clients.topics().samples().name());
        this.publisher = new WatchPublisher(clients);
        this.next = clock.instant();
    }

    /** Whoever was the leader before can publish no more from here on, so that what is read now is all. */
    void open() {
        publisher.open();
        evidence.restore(clock.instant());
        LOG.info("this instance watches pgsonde itself");
    }

    void work() throws InterruptedException {
        evidence.read(POLL, clock.instant());
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(every);
        horizon(now).ifPresent(horizon -> publish(watch.judge(horizon, now), now));
    }

    /** Nothing is judged while Kafka does not say how much there is to read, by us and by the streams. */
    private Optional<Horizon> horizon(Instant now) throws InterruptedException {
        try {
            askStreams(now);
            return horizons.at(evidence.ends(), evidence.positions(), now);
        } catch (RetriableException e) {
            LOG.debug("nothing is judged now", e);
            horizons.broken();
            return Optional.empty();
        }
    }

    private void askStreams(Instant now) throws InterruptedException {
        if (!mayAskStreams) {
            return;
        }
        try {
            watch.received(streams.position(), now);
        } catch (AuthorizationException e) {
            mayAskStreams = false;
            LOG.error(
                    "the streams are not watched: {}; allow Describe of their group and of the samples",
                    e.getMessage());
        }
    }

    private void publish(PipelineWatch.Changes changes, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        publisher.publish(changes, now);
        watch.published(changes, now);
        for (Alert alert : changes.alerts()) {
            LOG.warn("{}: {} ({})", alert.stage(), alert.summary(), alert.key());
        }
    }

    @Override
    public void close() {
        for (AutoCloseable each : new AutoCloseable[] {evidence, streams, publisher}) {
            try {
                each.close();
            } catch (KafkaException e) {
                LOG.debug("not closed properly", e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

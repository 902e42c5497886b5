package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one receiver is sent without Kafka: that Kafka does not answer, and a heartbeat if it wants one. The newest notice
 * replaces the one before it; the end of an outage is sent only to whom its beginning was.
 */
final class DirectLine implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(DirectLine.class);
    private static final Duration IDLE = Duration.ofMillis(500);

    private final Receiver receiver;
    private final Means means;
    private final BlockingQueue<Alert> notices = new LinkedBlockingQueue<>();
    private @Nullable Alert current;
    private @Nullable Alert delivered;
    private Instant retry = Instant.MIN;
    private int failures;
    private Instant nextHeartbeat = Instant.MIN;

    DirectLine(Receiver receiver, Means means) {
        this.receiver = receiver;
        this.means = means;
    }

    /** What it takes to send something until it has arrived. */
    record Means(Sender sender, Backoff backoff, InstantSource clock, RandomGenerator random) {}

    /** Any thread may call this. */
    void notice(Alert alert) {
        if (receiver.route().leadsHere(alert)) {
            notices.add(alert);
        }
    }

    @Override
    public void open() {}

    @Override
    public void work() throws InterruptedException {
        Alert next = notices.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            replace(next);
        }
        Instant now = means.clock().instant();
        if (current != null && !now.isBefore(retry)) {
            deliver(current, now);
        }
        if (receiver.heartbeat() != null && !now.isBefore(nextHeartbeat)) {
            nextHeartbeat = now.plus(receiver.heartbeat());
            heartbeat(receiver.heartbeat(), now);
        }
    }

    private void replace(Alert next) {
        boolean isUntold = next.state() == AlertState.RESOLVED && delivered == null;
        current = isUntold ? null : next;
        failures = 0;
        retry = Instant.MIN;
    }

    private void deliver(Alert alert, Instant now) throws InterruptedException {
        Optional<Message> message = receiver.format().message(new Transition(alert, delivered), now);
        Answer answer = message.isEmpty() ? new Answer.Taken() : means.sender().send(message.get(), alert.key());
        if (answer instanceof Answer.Failed failed) {
            failures++;
            retry = now.plus(means.backoff().after(failures, means.random()));
            LOG.warn("{}: was not sent that {}: {}", receiver.name(), alert.summary(), hidden(failed.reason()));
            return;
        }
        if (answer instanceof Answer.Refused refused) {
            LOG.error("{}: refused that {}: {}", receiver.name(), alert.summary(), hidden(refused.reason()));
        } else {
            LOG.warn("{}: took {} directly: {}", receiver.name(), alert.key(), alert.summary());
        }
        delivered = alert.state() == AlertState.FIRING ? alert : null;
        current = null;
    }

    private void heartbeat(Duration every, Instant now) throws InterruptedException {
        Optional<Message> message = receiver.format().heartbeat(every, now);
        if (message.isPresent() && !(means.sender().send(message.get(), "") instanceof Answer.Taken)) {
            LOG.warn("{}: did not take a heartbeat", receiver.name());
        }
    }

    private String hidden(String reason) {
        return receiver.veil().hide(reason);
    }

    @Override
    public void close() {}
}

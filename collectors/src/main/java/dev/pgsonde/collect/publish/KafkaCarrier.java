package dev.pgsonde.collect.publish;

import dev.pgsonde.process.UserError;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka producer, and another one when it has failed. */
final class KafkaCarrier implements Carrier {
    private static final Logger log = LoggerFactory.getLogger(KafkaCarrier.class);
    private static final int LEARNING_ATTEMPTS = 50;

    private final Broker broker;
    private @Nullable KafkaProducer<String, byte[]> producer;
    private volatile boolean failed;

    private KafkaCarrier(Broker broker) {
        this.broker = broker;
        this.producer = broker.producer();
    }

    /** Knows the partitions of {@code topics} when it answers: from then on sending does not wait. */
    static KafkaCarrier open(Broker broker, Collection<String> topics) {
        KafkaCarrier carrier = new KafkaCarrier(broker);
        topics.forEach(carrier::learnPartitions);
        return carrier;
    }

    private void learnPartitions(String topic) {
        for (int attempt = 0; producer != null && attempt < LEARNING_ATTEMPTS; attempt++) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                log.debug("the partitions of {} are not known yet", topic);
            } catch (KafkaException e) {
                return; // sending will say the same
            }
        }
    }

    @Override
    public Optional<Outcome> send(Parcel parcel, Consumer<Outcome> later) {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null || failed) {
            return Optional.of(new Outcome(Kind.REFUSED, "there is no way to " + broker));
        }
        Thread caller = Thread.currentThread();
        AtomicReference<@Nullable Exception> atOnce = new AtomicReference<>();
        try {
            Future<RecordMetadata> unused = open.send(record(parcel), (metadata, failure) -> {
                if (failure != null && Thread.currentThread() == caller) {
                    atOnce.set(failure);
                } else {
                    ended(open, failure, later);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            atOnce.set(e);
        }
        Exception refusal = atOnce.get();
        if (refusal != null && !(refusal instanceof TimeoutException) && !isUnfit(refusal)) {
            giveUp(open); // it may never take anything again
        }
        return Optional.ofNullable(refusal).map(KafkaCarrier::outcome);
    }

    /** In the producer's own thread: it must not take anything to the broker after a record that it has failed to. */
    private void ended(KafkaProducer<String, byte[]> open, @Nullable Exception failure, Consumer<Outcome> later) {
        Outcome outcome = failure == null ? Outcome.ARRIVED : outcome(failure);
        if (outcome.kind() == Kind.REFUSED) {
            giveUp(open);
        }
        later.accept(outcome);
    }

    private static Outcome outcome(Exception failure) {
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return new Outcome(isUnfit(failure) ? Kind.UNFIT : Kind.REFUSED, reason);
    }

    private static boolean isUnfit(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTimestampException
                || failure instanceof InvalidRecordException;
    }

    private void giveUp(KafkaProducer<String, byte[]> open) {
        failed = true;
        open.close(Duration.ZERO);
    }

    @Override
    public void mention(Parcel parcel, Consumer<Outcome> later) {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null || failed) {
            later.accept(new Outcome(Kind.REFUSED, "there is no way to " + broker));
            return;
        }
        try {
            Future<RecordMetadata> unused = open.send(
                    record(parcel),
                    (metadata, failure) -> later.accept(failure == null ? Outcome.ARRIVED : outcome(failure)));
        } catch (KafkaException | IllegalStateException e) {
            later.accept(outcome(e));
        }
    }

    private static ProducerRecord<String, byte[]> record(Parcel parcel) {
        return new ProducerRecord<>(parcel.topic(), null, parcel.at().toEpochMilli(), parcel.key(), parcel.value());
    }

    @Override
    public void renew() {
        if (!failed) {
            return;
        }
        close();
        producer = null;
        try {
            producer = broker.producer();
            failed = false;
        } catch (UserError e) {
            log.debug("no producer yet", e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            giveUp(producer);
        }
    }
}

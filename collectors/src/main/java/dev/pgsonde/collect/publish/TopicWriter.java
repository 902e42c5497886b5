package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.Happening;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Schemas;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the records of one topic, in order, and never waits for the broker for long. */
public final class TopicWriter<V> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicWriter.class);
    private static final Duration FAREWELL = Duration.ofMillis(800);

    private static final int LEARNING_ATTEMPTS = 50;

    private final Topic<V> topic;
    private final WireFormat<V> format;
    private final Broker broker;
    private final LongSupplier nanos;
    private final Delivery delivery = new Delivery();
    private final KafkaProducer<String, byte[]> producer;

    private TopicWriter(Broker broker, Topic<V> topic, Framing framing, LongSupplier nanos) {
        this.topic = topic;
        this.format = WireFormat.of(topic, framing);
        this.broker = broker;
        this.nanos = nanos;
        this.producer = broker.producer();
    }

    /** Lets the framing learn every schema of the topic now, since afterwards nobody may wait for it. */
    public static <V> TopicWriter<V> open(Broker broker, Topic<V> topic, Framing framing, LongSupplier nanos) {
        try {
            for (Class<? extends Record> type : topic.records()) {
                framing.frame(topic.name(), Schemas.current(type));
            }
        } catch (IOException e) {
            throw new UserError("cannot use the schema registry: " + e.getMessage() + "; check schema_registry", e);
        }
        TopicWriter<V> writer = new TopicWriter<>(broker, topic, framing, nanos);
        writer.learnPartitions();
        return writer;
    }

    /** From then on only a full buffer makes {@link #write} wait. */
    private void learnPartitions() {
        for (int attempt = 0; attempt < LEARNING_ATTEMPTS; attempt++) {
            try {
                producer.partitionsFor(topic.name());
                return;
            } catch (TimeoutException e) {
                log.debug("the partitions of {} are not known yet", topic.name());
            }
        }
    }

    /** {@code standsFor} is how many records are lost when this one is: more than one for a record of losses. */
    public int write(String source, long timestampMillis, V value, int standsFor) {
        byte[] bytes = format.write(value);
        if (delivery.isPaused(nanos.getAsLong())) {
            delivery.lose(standsFor, "the buffer is full");
            return bytes.length;
        }
        long started = nanos.getAsLong();
        int failures = delivery.failures();
        delivery.sent(started);
        try {
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(topic.name(), null, timestampMillis, source, bytes),
                    (metadata, failure) -> ended(standsFor, failure));
        } catch (KafkaException e) {
            ended(standsFor, e);
        }
        long now = nanos.getAsLong();
        if (delivery.failures() > failures && now - started >= TimeUnit.MILLISECONDS.toNanos(Broker.BLOCK_MS)) {
            delivery.pause(now); // it was not taken even after waiting: the buffer is full
        }
        if (delivery.goesAway(now)) {
            log.warn("Kafka at {} takes nothing for {}; sampling goes on, and what fits is kept", broker, topic.name());
        }
        return bytes.length;
    }

    private void ended(int records, @Nullable Exception failure) {
        if (failure != null) {
            delivery.failed(
                    records,
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        } else if (delivery.arrived(nanos.getAsLong())) {
            log.info("Kafka at {} takes {} again", broker, topic.name());
        }
    }

    public Throughput throughput() {
        return new Throughput(0, 0, 0, 0, 0);
    }

    /** What never arrived, once records arrive again; whoever takes it must publish it. */
    public Optional<Gap> takeGap() {
        return delivery.takeLoss().map(loss -> new Gap(topic.name(), loss.records(), loss.reason()));
    }

    /** Records that were lost on their way to a topic. */
    public record Gap(String topic, int records, String reason) {
        public Happening happening() {
            return new Happening("gap", "topic", topic, null, null, records + " records were lost: " + reason);
        }
    }

    @Override
    public void close() {
        producer.close(FAREWELL);
    }
}

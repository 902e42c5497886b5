package dev.pgsonde.deliver;

import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Undelivered;
import dev.pgsonde.schema.WireFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where goes what could not be delivered in the end; it has arrived there before it is gone here. */
final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int PATIENCE_MS = 30_000;

    private final String topic;
    private final WireFormat<Undelivered> format;
    private final Producer<String, byte[]> producer;

    DeadLetters(Topic<Undelivered> topic, Framing framing, Map<String, String> kafka) {
        this.topic = topic.name();
        this.format = WireFormat.of(topic, framing);
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 3);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordLimits.LARGEST_RECORD);
        settings.putAll(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Whether it is there now. */
    boolean put(Undelivered letter) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(
                            topic, null, letter.lastTry().toEpochMilli(), letter.receiver(), format.write(letter)))
                    .get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            LOG.warn("{}: {} is not on {} yet: {}", letter.receiver(), letter.key(), topic, e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

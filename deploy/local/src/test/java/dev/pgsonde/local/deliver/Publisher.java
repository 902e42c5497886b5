package dev.pgsonde.local.deliver;

import dev.pgsonde.local.stack.KafkaAccess;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts alerts on their topic, as the topology does. */
final class Publisher implements AutoCloseable {
    static final Instant ONSET = Instant.parse("2026-03-01T12:00:00Z");
    private static final Topics TOPICS = Topics.standard();

    private final WireFormat<Alert> format = WireFormat.of(TOPICS.alerts(), new SingleObjectFraming(TOPICS));
    private final Producer<String, byte[]> producer;

    Publisher(KafkaAccess kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.settings());
        settings.put("acks", "all");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    RecordMetadata put(Alert alert) throws InterruptedException, ExecutionException {
        return put(alert.id(), format.write(alert));
    }

    RecordMetadata put(String key, byte[] value) throws InterruptedException, ExecutionException {
        return producer.send(new ProducerRecord<>(TOPICS.alerts().name(), key, value))
                .get();
    }

    /** The transition of that number in the life of that alert. */
    static Alert alert(String source, String id, int sequence, AlertStage stage) {
        boolean over = stage == AlertStage.RESOLVED;
        return new Alert(
                id,
                source,
                "1-1-1-primary",
                null,
                "wal_bytes_per_commit",
                "bytes per commit",
                Alert.Direction.UP,
                "server",
                source,
                Alert.Severity.WARN,
                over ? AlertState.RESOLVED : AlertState.FIRING,
                ONSET,
                ONSET.plusSeconds(60),
                6,
                over ? ONSET.plusSeconds(600) : null,
                1600,
                0.02,
                60,
                3200,
                2,
                9,
                4.5,
                List.of(),
                List.of(),
                "unknown",
                null,
                "SELECT 1",
                "WAL doubled",
                sequence,
                stage,
                ONSET.plusSeconds(60L * sequence),
                true,
                null,
                null,
                null,
                List.of());
    }

    @Override
    public void close() {
        producer.close();
    }
}

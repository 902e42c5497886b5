package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.RegistryUnavailableException;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Where alerts come from: how their topic is read, and by whom. */
record Mailbox(String topic, WireFormat<Alert> format, Map<String, String> kafka) {
    private static final int SESSION_MS = 10_000;
    private static final int AT_ONCE = 100;
    private static final int ANSWER_MS = 30_000;
    private static final int PAUSE_MS = 1000;

    Mailbox {
        kafka = Map.copyOf(kafka);
    }

    /** One receiver's own group: where it has come to is nobody else's concern. */
    Consumer<String, byte[]> consumer(String group, @Nullable String instance) {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        if (instance != null) {
            settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        }
        return open(settings);
    }

    /** For a look back, in nobody's name. */
    Supplier<Consumer<String, byte[]>> reader() {
        return () -> open(common());
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
        settings.putAll(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    private static Consumer<String, byte[]> open(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Waits where the schema registry is away: what goes on cannot be known before. */
    Alert readPatiently(ConsumerRecord<String, byte[]> record) throws IOException {
        while (true) {
            try {
                return read(record);
            } catch (RegistryUnavailableException e) {
                try {
                    Thread.sleep(PAUSE_MS);
                } catch (InterruptedException interrupted) {
                    throw new InterruptException(interrupted);
                }
            }
        }
    }

    /** Throws, and says why, when it is no alert. */
    Alert read(ConsumerRecord<String, byte[]> record) throws IOException {
        if (record.value() == null) {
            throw new IOException("the record is empty");
        }
        return format.read(record.value());
    }
}

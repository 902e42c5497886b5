package dev.pgsonde.streams;

import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.window.Tumbling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** The configuration file, whole. Its defaults stand here and nowhere else. */
record StreamsSettings(
        @Nullable String applicationId,
        @Nullable String instance,
        Map<String, String> kafka,
        @Nullable String schemaRegistry,
        @Nullable String state,
        @Nullable Duration window,
        @Nullable Detection detection) {
    /** What may be tuned of the detector; what is left out is as in {@link Tuning#STANDARD}. */
    record Detection(
            @Nullable Integer baseline,
            @Nullable Integer quarantine,
            @Nullable Integer warmUp,
            @Nullable Double threshold,
            @Nullable Double thresholdNearEvent,
            @Nullable Integer resolveAfter,
            @Nullable Integer acceptAfter) {
        Tuning tuning() {
            Tuning standard = Tuning.STANDARD;
            return new Tuning(
                    or(baseline, standard.baseline()),
                    or(quarantine, standard.quarantine()),
                    or(warmUp, standard.warmUp()),
                    or(threshold, standard.threshold()),
                    or(thresholdNearEvent, standard.thresholdNearEvent()),
                    or(resolveAfter, standard.resolveAfter()),
                    or(acceptAfter, standard.acceptAfter()));
        }
    }

    StreamsSettings {
        if (kafka == null || !kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("bootstrap.servers is missing: name a Kafka broker as host:port");
        }
        kafka = Map.copyOf(kafka);
    }

    Tumbling windows() {
        return new Tumbling(or(window, Duration.ofSeconds(30)));
    }

    Tuning tuning() {
        return detection == null ? Tuning.STANDARD : detection.tuning();
    }

    Path stateDirectory() {
        return Path.of(or(state, "/var/lib/pgsonde/streams"));
    }

    /** Kafka's own properties win over ours, but not over what makes the answers exact. */
    Properties properties() {
        Map<String, Object> all = new HashMap<>();
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 32L << 20);
        all.putAll(kafka);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, or(applicationId, "pgsonde-streams"));
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory().toString());
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
        if (instance != null) {
            // a restarted instance gets its work back at once instead of waiting for its own ghost to time out
            all.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        }
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}

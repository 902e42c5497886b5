package dev.pgsonde.local.contest;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How every contestant talks to Kafka: as the topology does, so that nobody is quicker by a setting. Names are those of
 * Kafka's own documentation.
 */
final class Settings {
    /** Of the topology, and so of all. */
    static final int COMMIT_MS = 100;

    private static final Map<String, Object> PRODUCER =
            Map.of("compression.type", "lz4", "linger.ms", 5, "batch.size", 128 << 10);

    private Settings() {}

    static Map<String, Object> producer(String bootstrap) {
        Map<String, Object> settings = new HashMap<>(PRODUCER);
        settings.put("bootstrap.servers", bootstrap);
        settings.put("acks", "all");
        return settings;
    }

    static Map<String, Object> consumer(String bootstrap, String group) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                // as Kafka Streams has it by itself
                "max.poll.records",
                1000));
    }

    static Properties streams(String bootstrap, String group, String state, int threads, boolean exactlyOnce) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("application.id", group);
        properties.put("state.dir", state);
        properties.put("num.stream.threads", threads);
        properties.put("commit.interval.ms", COMMIT_MS);
        properties.put("processing.guarantee", exactlyOnce ? "exactly_once_v2" : "at_least_once");
        PRODUCER.forEach((name, value) -> properties.put("producer." + name, value));
        return properties;
    }
}

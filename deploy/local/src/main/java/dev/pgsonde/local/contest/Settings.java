package dev.pgsonde.local.contest;

import dev.pgsonde.local.record.Pipeline;
import java.nio.file.Path;
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

    /** {@code clientConfig} is a file, since what stands on a command line is there for all to see. */
    static Map<String, String> client(String clientConfig) {
        return Pipeline.at(Path.of(clientConfig)).clientSettings();
    }

    static Map<String, Object> producer(String clientConfig) {
        Map<String, Object> settings = new HashMap<>(client(clientConfig));
        settings.putAll(PRODUCER);
        settings.put("acks", "all");
        return settings;
    }

    static Map<String, Object> consumer(String clientConfig, String group) {
        Map<String, Object> settings = new HashMap<>(client(clientConfig));
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 1000); // as Kafka Streams has it by itself
        return settings;
    }

    static Properties streams(String clientConfig, String group, String state, int threads, boolean exactlyOnce) {
        Properties properties = new Properties();
        properties.putAll(client(clientConfig));
        properties.put("application.id", group);
        properties.put("state.dir", state);
        properties.put("num.stream.threads", threads);
        properties.put("commit.interval.ms", COMMIT_MS);
        properties.put("processing.guarantee", exactlyOnce ? "exactly_once_v2" : "at_least_once");
        PRODUCER.forEach((name, value) -> properties.put("producer." + name, value));
        return properties;
    }
}

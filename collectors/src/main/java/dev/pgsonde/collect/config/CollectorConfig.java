package dev.pgsonde.collect.config;

import dev.pgsonde.schema.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything the agent is told; the source's name is the key of all that it publishes. */
public record CollectorConfig(
        String source,
        PostgresConfig postgres,
        Map<String, String> kafka,
        @Nullable RegistrySettings schemaRegistry,
        Duration every,
        Integer fullEvery,
        Timeouts timeouts,
        @Nullable CaptureConfig capture,
        @Nullable DatabasesConfig databases,
        Duration activityEvery,
        TextsConfig texts,
        HostChoice host,
        List<Path> metrics,
        @Nullable String metricsPreset,
        Map<String, List<String>> trustedSchemas,
        @Nullable SpoolConfig spool,
        @Nullable Listen listen) {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final int FULL_EVERY = 30;

    /** A key that is missing from the file arrives as null. */
    public CollectorConfig {
        if (source == null || source.isBlank()) {
            throw new IllegalArgumentException(
                    "source is missing: the name under which this server is known everywhere");
        }
        if (postgres == null) {
            throw new IllegalArgumentException(
                    "postgres is missing: where the monitored server is; {} looks for it where psql does");
        }
        if (kafka == null || !kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("kafka is missing, or has no bootstrap.servers");
        }
        kafka = Map.copyOf(kafka);
        every = every == null ? TEN_SECONDS : every;
        fullEvery = fullEvery == null ? FULL_EVERY : fullEvery;
        timeouts = timeouts == null ? Timeouts.STANDARD : timeouts;
        activityEvery = activityEvery == null ? Duration.ofSeconds(1) : activityEvery;
        texts = texts == null ? TextsConfig.STANDARD : texts;
        host = host == null ? HostChoice.AUTO : host;
        metrics = metrics == null ? List.of() : List.copyOf(metrics);
        trustedSchemas = trustedSchemas == null ? Map.of() : Map.copyOf(trustedSchemas);
        if (fullEvery < 1) {
            throw new IllegalArgumentException("full_every counts rounds: at least 1");
        }
        timeouts.within(every);
        postgres.words();
    }

    public Timeouts.Limits limits() {
        return timeouts.within(every);
    }

    /** What must not stand in any message; the address that is found has secrets of its own. */
    public List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(postgres.secrets());
        kafka.forEach((name, value) -> {
            if (name.contains("password")
                    || name.contains("jaas")
                    || name.contains("secret")
                    || name.endsWith(".key")) {
                secrets.add(new Secret(value));
            }
        });
        if (schemaRegistry != null) {
            Stream.of(Optional.ofNullable(schemaRegistry.password()), Optional.ofNullable(schemaRegistry.token()))
                    .flatMap(Optional::stream)
                    .forEach(value -> secrets.add(new Secret(value)));
        }
        return List.copyOf(secrets);
    }
}

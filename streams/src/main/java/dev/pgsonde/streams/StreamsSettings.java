package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Pages;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.RegistrySettings;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.window.Tumbling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** The configuration file, whole. Its defaults stand here and nowhere else. */
record StreamsSettings(
        @Nullable String applicationId,
        @Nullable String instance,
        Map<String, String> kafka,
        @Nullable RegistrySettings schemaRegistry,
        @Nullable String state,
        @Nullable Duration window,
        @Nullable Detection detection,
        @Nullable Map<String, RuleSettings> rules,
        @Nullable Map<String, MetricSettings> metrics) {
    /** What may be said of a rule: another limit of its first condition, another time, what pages, or that it is not wanted. */
    record RuleSettings(
            @Nullable Duration hold,
            @Nullable Double limit,
            @Nullable Boolean off,
            @Nullable Pages pages) {
        Stream<Rule> of(Rule rule) {
            return Boolean.TRUE.equals(off)
                    ? Stream.of()
                    : Stream.of(rule.with(hold, limit).paging(pages));
        }
    }

    /** What may be said of a metric: what pages, or that no alert of it is wanted. */
    record MetricSettings(@Nullable Boolean off, @Nullable Pages pages) {
        Metric of(Metric metric) {
            return (Boolean.TRUE.equals(off) ? metric.unjudged() : metric).paging(pages);
        }
    }

    /** What may be tuned of the detector; what is left out is as in {@link Tuning#STANDARD}. */
    record Detection(
            @Nullable Integer baseline,
            @Nullable Integer quarantine,
            @Nullable Integer warmUp,
            @Nullable Double warn,
            @Nullable Double page,
            @Nullable Double nearEvent,
            @Nullable Integer resolveAfter,
            @Nullable Integer acceptAfter) {
        Tuning tuning() {
            Tuning standard = Tuning.STANDARD;
            return new Tuning(
                    or(baseline, standard.baseline()),
                    or(quarantine, standard.quarantine()),
                    or(warmUp, standard.warmUp()),
                    or(warn, standard.warn()),
                    or(page, standard.page()),
                    or(nearEvent, standard.nearEvent()),
                    or(resolveAfter, standard.resolveAfter()),
                    or(acceptAfter, standard.acceptAfter()));
        }
    }

    StreamsSettings {
        if (kafka == null || !kafka.containsKey("bootstrap.servers")) {
            throw new IllegalArgumentException("bootstrap.servers is missing: name a Kafka broker as host:port");
        }
        kafka = Map.copyOf(kafka);
        rules = rules == null ? Map.of() : Map.copyOf(rules);
        metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    }

    /** The catalogue with its metrics and rules as they are wanted here. */
    Catalog catalog(Catalog standard) {
        Map<String, RuleSettings> ofRules = or(rules, Map.of());
        Map<String, MetricSettings> ofMetrics = or(metrics, Map.of());
        requireKnown(
                "rules", "rule", ofRules.keySet(), standard.rules().stream().map(Rule::rule));
        requireKnown(
                "metrics",
                "judged metric",
                ofMetrics.keySet(),
                standard.metrics().stream()
                        .filter(metric -> metric.judged() != null)
                        .map(Metric::metric));
        try {
            return standard.judgedBy(
                    standard.metrics().stream()
                            .map(metric -> ofMetrics
                                    .getOrDefault(metric.metric(), new MetricSettings(null, null))
                                    .of(metric))
                            .toList(),
                    standard.rules().stream()
                            .flatMap(rule -> ofRules.getOrDefault(rule.rule(), new RuleSettings(null, null, null, null))
                                    .of(rule))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new UserError("metrics and rules of this configuration: " + e.getMessage());
        }
    }

    private static void requireKnown(String where, String what, Set<String> named, Stream<String> known) {
        Set<String> all = known.collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(all);
        if (!unknown.isEmpty()) {
            throw new UserError(where + ": there is no " + what + " " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", all));
        }
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
        all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        // a frame of a hundred thousand rows is one record to Kafka Streams, and takes seconds of a busy machine
        all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
        // of parts of frames, each half a megabyte, the usual thousand would fill any heap
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 50);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), RecordLimits.LARGEST_RECORD);
        all.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), RecordLimits.LARGEST_RECORD);
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 32L << 20);
        all.putAll(kafka);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, or(applicationId, "pgsonde-streams"));
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory().toString());
        all.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTimestamp.class);
        all.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusedProduction.class);
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

package dev.pgsonde.collect.publish;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster, as the configuration describes it. */
public final class Broker {
    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final int PATIENCE_MS = 10_000;
    static final int BLOCK_MS = 200;
    private static final int BUFFER = 32 << 20;
    /** What exactly-once, ordered delivery rests on is not for the configuration to change. */
    private static final Map<String, Object> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            BLOCK_MS,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class);

    /** Records wait in the spool and in order, so that a producer may try for as long as it takes. */
    private static final Map<String, Object> STANDARD = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 << 10,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            BUFFER,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            RecordLimits.LARGEST_RECORD,
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            5_000,
            ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
            false,
            ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG,
            "");

    private final Map<String, String> properties;

    public Broker(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
        for (String name : properties.keySet()) {
            if (FIXED.containsKey(name)) {
                throw new UserError("kafka." + name + " cannot be configured");
            }
            if (!ProducerConfig.configNames().contains(name)) {
                throw new UserError("kafka." + name + " is not a property of a Kafka producer");
            }
        }
    }

    /**
     * Asks the cluster for the topics, once: an answer means that address, encryption and login are right. It may be away
     * when there is a spool in which records can wait.
     */
    public void require(Collection<Topic<?>> topics, boolean mayBeAway) {
        List<String> names = topics.stream().map(Topic::name).toList();
        try {
            ask(admin -> admin.describeTopics(names).allTopicNames().get());
        } catch (UserError e) {
            if (!mayBeAway || !(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            log.warn("Kafka at {} cannot be reached; records wait in the spool", this);
        }
    }

    /** What the cluster offers for these topics; it does not fail for lack of anything. */
    public KafkaFacts inspect(Collection<Topic<?>> topics) {
        int longest = Integer.parseInt(properties.getOrDefault(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                String.valueOf(STANDARD.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG))));
        try {
            List<KafkaFacts.TopicFacts> found = new ArrayList<>();
            ask(admin -> {
                Inspection inspection = new Inspection(admin);
                for (Topic<?> topic : topics) {
                    found.add(inspection.of(topic));
                }
                return found;
            });
            return new KafkaFacts(null, found, longest);
        } catch (UserError e) {
            return new KafkaFacts(e.getMessage(), List.of(), longest);
        }
    }

    /** A question that takes as long as Kafka does. */
    private interface Question {
        Object ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private void ask(Question question) {
        try (Admin admin = Admin.create(adminProperties())) {
            question.ask(admin);
        } catch (ExecutionException e) {
            throw refusal(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw refusal(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while waiting for Kafka", e);
        }
    }

    private Map<String, Object> adminProperties() {
        Map<String, Object> admin = new HashMap<>();
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
        admin.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        admin.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        Set<String> known = AdminClientConfig.configNames();
        properties.forEach((name, value) -> {
            if (known.contains(name) && !admin.containsKey(name)) {
                admin.put(name, value);
            }
        });
        return admin;
    }

    /** How many bytes of records may wait in memory. */
    long buffer() {
        String text = properties.getOrDefault(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(BUFFER));
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new UserError("kafka." + ProducerConfig.BUFFER_MEMORY_CONFIG + ": write a number of bytes", e);
        }
    }

    KafkaProducer<String, byte[]> producer() {
        Map<String, Object> all = new HashMap<>(STANDARD);
        all.putAll(properties);
        all.putAll(FIXED);
        try {
            return new KafkaProducer<>(all);
        } catch (KafkaException e) {
            throw refusal(e);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(properties.get("bootstrap.servers"));
    }

    private UserError refusal(Throwable e) {
        if (e instanceof TimeoutException) {
            return new UserError(
                    "cannot reach Kafka at " + this + " within " + PATIENCE_MS / 1000
                            + " s; check kafka.bootstrap.servers and kafka.security.protocol, and that the broker runs",
                    e);
        }
        if (e instanceof UnknownTopicOrPartitionException) {
            return new UserError(
                    "Kafka at " + this + " lacks a topic that the agent writes to: " + e.getMessage()
                            + "; create the topics first",
                    e);
        }
        return new UserError("cannot use Kafka at " + this + ": " + reasons(e) + "; check the kafka section", e);
    }

    private static String reasons(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                .map(cause ->
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse(""))
                .distinct()
                .reduce((first, second) -> first + ": " + second)
                .orElse("");
    }
}

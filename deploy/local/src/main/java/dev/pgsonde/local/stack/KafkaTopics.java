package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the catalogue, as Kafka has to be told of them. */
final class KafkaTopics {
    /** Whoever was away for some hours still finds every transition, and not only the last. */
    private static final Duration WHOLE = Duration.ofDays(1);

    private static final Duration TO_ANSWER = Duration.ofSeconds(60);

    private KafkaTopics() {}

    static void create(KafkaAccess kafka, int partitions) {
        administer(kafka, "created", admin -> admin.createTopics(Topics.standard().all().stream()
                        .map(topic -> asKafkaTakesIt(topic, partitions))
                        .toList())
                .all());
    }

    /** Whatever the dates of their records are: a day ago is the past to Kafka, which then compacts, too. */
    static void keepEverything(KafkaAccess kafka) {
        Collection<AlterConfigOp> forEver = List.of(
                set(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
                set(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        Map<ConfigResource, Collection<AlterConfigOp>> changes = Topics.standard().all().stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), any -> forEver));
        administer(kafka, "altered", admin -> admin.incrementalAlterConfigs(changes)
                .all());
    }

    private static AlterConfigOp set(String setting, String value) {
        return new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    }

    private static void administer(KafkaAccess kafka, String what, Function<Admin, KafkaFuture<Void>> task) {
        Map<String, Object> settings = new HashMap<>(kafka.settings());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TO_ANSWER.toMillis());
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        try (Admin admin = Admin.create(settings)) {
            task.apply(admin).get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UserError(
                    "the topics could not be " + what + " in Kafka at " + kafka.bootstrap() + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were " + what, e);
        }
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
    }

    private static NewTopic asKafkaTakesIt(Topic<?> topic, int partitions) {
        Duration keep = topic.retention().keep();
        List<String> policies = new ArrayList<>();
        if (topic.retention().compacted()) {
            policies.add(TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        if (keep != null) {
            policies.add(TopicConfig.CLEANUP_POLICY_DELETE);
        }
        Map<String, String> settings = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                keep == null ? "-1" : String.valueOf(keep.toMillis()),
                TopicConfig.CLEANUP_POLICY_CONFIG,
                String.join(",", policies),
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                String.valueOf(WHOLE.toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(RecordLimits.LARGEST_RECORD));
        return new NewTopic(topic.name(), Optional.of(partitions), Optional.empty()).configs(settings);
    }
}

package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.KafkaFacts.TopicFacts;
import dev.pgsonde.schema.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Looks at each topic of its own, so that one that is missing or closed hides none of the others. */
record Inspection(Admin admin) {
    TopicFacts of(Topic<?> topic) throws ExecutionException, InterruptedException {
        Topic.Retention wanted = topic.retention();
        TopicDescription described;
        try {
            described = describe(topic.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return new TopicFacts(topic.name(), false, false, null, null, wanted, 0, null);
            }
            if (e.getCause() instanceof AuthorizationException) {
                return new TopicFacts(topic.name(), true, false, null, null, wanted, 0, null);
            }
            throw e;
        }
        Set<AclOperation> allowed = described.authorizedOperations();
        Config config = config(topic.name());
        return new TopicFacts(
                topic.name(),
                true,
                allowed == null || allowed.contains(AclOperation.WRITE) || allowed.contains(AclOperation.ALL),
                number(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                value(config, TopicConfig.CLEANUP_POLICY_CONFIG),
                wanted,
                described.partitions().isEmpty()
                        ? 0
                        : described.partitions().get(0).replicas().size(),
                inSync(config));
    }

    private TopicDescription describe(String topic) throws ExecutionException, InterruptedException {
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        return admin.describeTopics(List.of(topic), options)
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
    }

    /** The agent needs no right to see a topic's settings; without it they stay unknown. */
    private @Nullable Config config(String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<ConfigResource, Config> all =
                    admin.describeConfigs(List.of(resource)).all().get();
            return all.get(resource);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable String value(@Nullable Config config, String name) {
        ConfigEntry entry = config == null ? null : config.get(name);
        return entry == null ? null : entry.value();
    }

    private static @Nullable Long number(@Nullable Config config, String name) {
        String value = value(config, name);
        return value == null ? null : Long.valueOf(value);
    }

    private static @Nullable Integer inSync(@Nullable Config config) {
        Long number = number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return number == null ? null : number.intValue();
    }
}

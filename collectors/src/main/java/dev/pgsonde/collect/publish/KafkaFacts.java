package dev.pgsonde.collect.publish;

import dev.pgsonde.schema.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Kafka cluster offers to the agent; what it would not tell is null. */
public record KafkaFacts(@Nullable String trouble, List<TopicFacts> topics, int longestRequest) {
    public KafkaFacts {
        topics = List.copyOf(topics);
    }

    /** One topic that the agent writes to. */
    public record TopicFacts(
            String name,
            boolean exists,
            boolean writable,
            @Nullable Long longestRecord,
            @Nullable String policy,
            Topic.Retention wanted,
            int replicas,
            @Nullable Integer mustBeInSync) {
        public boolean wantsCompaction() {
            return wanted.compacted();
        }
    }
}

package dev.pgsonde.local.bench;

import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.stack.KafkaAccess;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group has come on a topic, by what it has committed. */
final class GroupProgress implements AutoCloseable {
    private final Admin admin;

    GroupProgress(KafkaAccess kafka) {
        admin = Admin.create(new HashMap<>(kafka.settings()));
    }

    /** Nothing on them is too old to be kept. */
    void createTopics(Collection<String> names, int partitions) {
        Pipeline.answer(admin.createTopics(names.stream()
                        .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty())
                                .configs(Map.of("retention.ms", "-1")))
                        .toList())
                .all());
    }

    void createMissingTopics(Collection<String> names, int partitions) {
        Set<String> there = Pipeline.answer(admin.listTopics().names());
        createTopics(names.stream().filter(name -> !there.contains(name)).toList(), partitions);
    }

    /** The next offset of each partition, in their order. */
    List<Long> committed(String group, String topic, int partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Pipeline.answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> offsets.put(partition, offset == null ? 0 : offset.offset()));
        return IntStream.range(0, partitions)
                .mapToObj(n -> offsets.getOrDefault(new TopicPartition(topic, n), 0L))
                .toList();
    }

    /** How many records there are on a topic of which nothing was ever deleted. */
    long records(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(n -> new TopicPartition(topic, n), any -> OffsetSpec.latest()));
        return Pipeline.answer(admin.listOffsets(latest).all()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}

package dev.pgsonde.deliver.evidence;

import dev.pgsonde.deliver.watch.StreamsPosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** How far the streams have come, as their group's committed offsets say. */
final class StreamsOffsets implements AutoCloseable {
    private final Admin admin;
    private final String group;
    private final String samples;

    StreamsOffsets(Admin admin, String group, String samples) {
        this.admin = admin;
        this.group = group;
        this.samples = samples;
    }

    StreamsPosition position() throws InterruptedException {
        Map<Integer, Long> processed = processed();
        return processed.isEmpty() ? new StreamsPosition(Map.of(), Map.of()) : new StreamsPosition(processed, ends());
    }

    private Map<Integer, Long> processed() throws InterruptedException {
        Map<Integer, Long> processed = new HashMap<>();
        try {
            answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (partition.topic().equals(samples) && offset != null) {
                            processed.put(partition.partition(), offset.offset());
                        }
                    });
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
        return processed;
    }

    private Map<Integer, Long> ends() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                answer(admin.describeTopics(List.of(samples)).allTopicNames()).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .collect(Collectors.toMap(
                                info -> new TopicPartition(samples, info.partition()), any -> OffsetSpec.latest()));
        return answer(admin.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    /** Each request has a time-out of its own. */
    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close(WatchClients.PATIENCE);
    }
}

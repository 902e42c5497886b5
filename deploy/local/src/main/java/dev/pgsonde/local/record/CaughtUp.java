package dev.pgsonde.local.record;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Knows whether a streams application has answered all that it was asked. */
public final class CaughtUp implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> asked;
    /** What they ask themselves, of members of a cluster, while they answer. */
    private final List<TopicPartition> between;

    private final List<TopicPartition> answers;

    private CaughtUp(
            Admin admin,
            String group,
            List<TopicPartition> asked,
            List<TopicPartition> between,
            List<TopicPartition> answers) {
        this.admin = admin;
        this.group = group;
        this.asked = asked;
        this.between = between;
        this.answers = answers;
    }

    /** {@code group} is the streams application's own, its application.id. */
    public static CaughtUp of(Pipeline pipeline, String group) {
        Topics topics = Topics.standard();
        Admin admin = pipeline.admin();
        try {
            return new CaughtUp(
                    admin,
                    group,
                    partitions(admin, List.of(topics.samples(), topics.annotations())),
                    partitions(admin, List.of(topics.members())),
                    partitions(admin, answers(topics)));
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    /** All that the streams write: a transaction is there as a whole only when it is on each of them. */
    private static List<Topic<?>> answers(Topics topics) {
        return List.of(
                topics.windows(),
                topics.members(),
                topics.alerts(),
                topics.judged(),
                topics.markers(),
                topics.rejects());
    }

    private static List<TopicPartition> partitions(Admin admin, List<Topic<?>> topics) {
        List<String> names = topics.stream().map(Topic::name).toList();
        return Pipeline.answer(admin.describeTopics(names).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /**
     * Waits until all that stands on the topics now has been answered and the answers are committed; fails when no
     * progress is made for {@code patience}, and as {@code stillGood} fails.
     */
    public void await(Duration patience, Runnable stillGood) {
        for (List<TopicPartition> questions : List.of(asked, between)) {
            awaitAnswers(offsets(questions, IsolationLevel.READ_UNCOMMITTED), patience, stillGood);
        }
        awaitCommitted(new Deadline(patience));
    }

    private void awaitAnswers(Map<TopicPartition, Long> ends, Duration patience, Runnable stillGood) {
        Deadline deadline = new Deadline(patience);
        long before = Long.MAX_VALUE;
        for (long lag = lag(ends); lag > 0; lag = lag(ends)) {
            if (lag < before) {
                deadline = new Deadline(patience);
            } else if (deadline.isOver()) {
                throw new UserError("the streams have stood still for " + patience.toSeconds() + " s, with " + lag
                        + " records left to answer");
            }
            before = Math.min(lag, before);
            stillGood.run();
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** How many records stand on the topics before {@code ends} that are still to be answered. */
    private long lag(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> done = new HashMap<>();
        Pipeline.answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> done.put(partition, offset == null ? 0 : offset.offset()));
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - done.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** A transaction's offsets can be seen a moment before its records can. */
    private void awaitCommitted(Deadline deadline) {
        Map<TopicPartition, Long> written = offsets(answers, IsolationLevel.READ_UNCOMMITTED);
        BooleanSupplier committed = () -> {
            Map<TopicPartition, Long> now = offsets(answers, IsolationLevel.READ_COMMITTED);
            return written.entrySet().stream().allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
        };
        while (!committed.getAsBoolean()) {
            if (deadline.isOver()) {
                throw new UserError("a transaction of the streams stays open: their answers cannot be read");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Pipeline.answer(admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    @Override
    public void close() {
        admin.close();
    }
}

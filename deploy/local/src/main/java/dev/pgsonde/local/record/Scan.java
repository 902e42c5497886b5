package dev.pgsonde.local.record;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Bytes;

/** Reads whole topics, from their beginnings, each partition in its order. */
public final class Scan implements AutoCloseable {
    /** What is done with each record. */
    @FunctionalInterface
    public interface Reader {
        void read(ConsumerRecord<Bytes, Bytes> record);
    }

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<Bytes, Bytes> consumer;
    private final List<TopicPartition> partitions;

    private Scan(Consumer<Bytes, Bytes> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** Fails readably when nobody answers there or a topic is missing. */
    public static Scan of(Pipeline pipeline, List<Topic<?>> topics) {
        Consumer<Bytes, Bytes> consumer = pipeline.consumer();
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            topics.forEach(topic -> partitions.addAll(partitionsOf(pipeline, consumer, topic)));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return new Scan(consumer, partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static List<TopicPartition> partitionsOf(
            Pipeline pipeline, Consumer<Bytes, Bytes> consumer, Topic<?> topic) {
        try {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic.name());
            if (partitions == null || partitions.isEmpty()) {
                throw new UserError("Kafka at " + pipeline.bootstrap() + " has no topic " + topic.name()
                        + ": no pgsonde pipeline runs there");
            }
            return partitions.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
        } catch (TimeoutException e) {
            throw new UserError("no Kafka answers at " + pipeline.bootstrap(), e);
        } catch (KafkaException e) {
            throw new UserError("Kafka at " + pipeline.bootstrap() + ": " + e.getMessage(), e);
        }
    }

    /** Where each partition ends now. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Reads on until the partitions have been read up to {@code ends}, and hands on nothing from behind those. */
    public void readTo(Map<TopicPartition, Long> ends, Reader reader) {
        while (!isAt(ends)) {
            for (ConsumerRecord<Bytes, Bytes> record : consumer.poll(POLL)) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    reader.read(record);
                }
            }
        }
    }

    boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Reads on until {@code enough}. */
    public void readUntil(BooleanSupplier enough, Reader reader) {
        while (!enough.getAsBoolean()) {
            readSome(reader);
        }
    }

    /** What has arrived, after a short wait for it. */
    public void readSome(Reader reader) {
        consumer.poll(POLL).forEach(reader::read);
    }

    @Override
    public void close() {
        consumer.close();
    }
}

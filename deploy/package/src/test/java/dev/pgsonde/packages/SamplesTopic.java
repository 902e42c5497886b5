package dev.pgsonde.packages;

import dev.pgsonde.local.stack.KafkaAccess;
import dev.pgsonde.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on the topic that an agent writes, looked at as bytes. */
final class SamplesTopic implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> values = new ArrayList<>();

    SamplesTopic(KafkaAccess kafka) {
        consumer = new KafkaConsumer<>(
                Map.copyOf(kafka.settings()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer
                .partitionsFor(Topics.standard().samples().name())
                .stream()
                .map(part -> new TopicPartition(part.topic(), part.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** How many records contain this text, up to now. */
    long with(String text) {
        for (ConsumerRecord<byte[], byte[]> value : consumer.poll(Duration.ofMillis(200))) {
            values.add(new String(value.value(), StandardCharsets.ISO_8859_1));
        }
        return values.stream().filter(value -> value.contains(text)).count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

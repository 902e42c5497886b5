package dev.pgsonde.local.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic as Kafka holds it: its bytes are not looked into.
 *
 * @param partition where it stood, as {@code offset} says; both are -1 in recordings of earlier versions
 */
public record Entry(
        String topic, @Nullable Bytes key, @Nullable Bytes value, long timestampMs, int partition, long offset) {
    static Entry of(ConsumerRecord<Bytes, Bytes> consumed) {
        return new Entry(
                consumed.topic(),
                consumed.key(),
                consumed.value(),
                consumed.timestamp(),
                consumed.partition(),
                consumed.offset());
    }

    /** Without a partition: the key decides it, as it did when the record was first written. */
    ProducerRecord<Bytes, Bytes> produced() {
        return new ProducerRecord<>(topic, null, timestampMs, key, value);
    }
}

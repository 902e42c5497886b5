package dev.pgsonde.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records of which Kafka has refused what came of them. The transaction that held it is lost, so that the record is read once
 * more; it is rejected then.
 */
public final class Refusals {
    private static final int MOST = 10_000;

    private final Map<Place, Refused> refused = new ConcurrentHashMap<>();

    private record Place(String topic, int partition, long offset) {}

    record Refused(String reason) {}

    void add(String topic, int partition, long offset, String reason) {
        if (refused.size() < MOST) {
            refused.put(new Place(topic, partition, offset), new Refused(reason));
        }
    }

    @Nullable
    Refused of(RecordMetadata where) {
        return refused.isEmpty() ? null : refused.get(new Place(where.topic(), where.partition(), where.offset()));
    }
}

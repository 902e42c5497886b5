package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.FrameName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record as Kafka takes it.
 *
 * @param frame whose frame it is, or part of a frame, if it is one
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares parcels, and a copy of each would cost what the bound saves
record Parcel(
        String topic,
        String key,
        Instant at,
        byte[] value,
        @Nullable FrameName frame) implements Entry {
    /** A record that others do not build upon. */
    Parcel(String topic, String key, Instant at, byte[] value) {
        this(topic, key, at, value, null);
    }

    @Override
    public long records() {
        return 1;
    }

    @Override
    public Instant from() {
        return at;
    }

    @Override
    public Instant to() {
        return at;
    }

    @Override
    public int size() {
        return value.length;
    }
}

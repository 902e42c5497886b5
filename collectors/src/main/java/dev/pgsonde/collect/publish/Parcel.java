package dev.pgsonde.collect.publish;

import java.time.Instant;

/** One record as Kafka takes it. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares parcels, and a copy of each would cost what the bound saves
record Parcel(String topic, String key, Instant at, byte[] value) implements Entry {
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

package dev.pgsonde.streams.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link PackedWriter} wrote, in the same order. */
final class PackedReader {
    private final ByteBuffer in;

    PackedReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }

    int count() {
        return Math.toIntExact(number());
    }

    double fraction() {
        return in.getDouble();
    }

    boolean flag() {
        return in.get() != 0;
    }

    @Nullable
    String textOrNull() {
        int length = count();
        return length < 0 ? null : new String(bytes(length), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes(count());
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    String text() {
        return Objects.requireNonNull(textOrNull());
    }

    Instant instant() {
        return Instant.EPOCH.plus(number(), ChronoUnit.MICROS);
    }

    @Nullable
    Long numberOrNull() {
        return flag() ? (Long) number() : null;
    }

    @Nullable
    Instant instantOrNull() {
        return flag() ? instant() : null;
    }

    boolean[] flags(int size) {
        boolean[] values = new boolean[size];
        int bits = 0;
        for (int n = 0; n < size; n++) {
            bits = n % Byte.SIZE == 0 ? in.get() : bits >> 1;
            values[n] = (bits & 1) != 0;
        }
        return values;
    }

    <T> List<T> list(Function<PackedReader, T> item) {
        int size = count();
        List<T> items = new ArrayList<>(size);
        for (int n = 0; n < size; n++) {
            items.add(item.apply(this));
        }
        return items;
    }

    List<String> texts() {
        return list(PackedReader::text);
    }
}

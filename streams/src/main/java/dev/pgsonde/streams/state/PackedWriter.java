package dev.pgsonde.streams.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Packs an entry of a store: numbers in as few bytes as they need. */
final class PackedWriter {
    /** The most bytes of a number. */
    private static final int LONGEST = 10;

    private byte[] out = new byte[128];
    private int size;

    PackedWriter number(long value) {
        makeRoom(LONGEST);
        byte[] bytes = out;
        int at = size;
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        size = at;
        return this;
    }

    private void makeRoom(int bytes) {
        if (size + bytes > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
        }
    }

    private void write(int value) {
        makeRoom(1);
        out[size++] = (byte) value;
    }

    PackedWriter fraction(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            write((int) (bits >>> shift));
        }
        return this;
    }

    PackedWriter flag(boolean value) {
        write(value ? 1 : 0);
        return this;
    }

    PackedWriter text(@Nullable String value) {
        if (value == null) {
            return number(-1);
        }
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    PackedWriter bytes(byte[] bytes) {
        number(bytes.length);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, out, size, bytes.length);
        size += bytes.length;
        return this;
    }

    PackedWriter instant(Instant at) {
        return number(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000));
    }

    PackedWriter numberOrNull(@Nullable Long value) {
        flag(value != null);
        return value == null ? this : number(value);
    }

    PackedWriter instantOrNull(@Nullable Instant at) {
        flag(at != null);
        return at == null ? this : instant(at);
    }

    /** Eight in a byte. */
    PackedWriter flags(boolean[] values) {
        for (int from = 0; from < values.length; from += Byte.SIZE) {
            int bits = 0;
            for (int n = from; n < Math.min(values.length, from + Byte.SIZE); n++) {
                bits |= values[n] ? 1 << (n - from) : 0;
            }
            write(bits);
        }
        return this;
    }

    /** The same of numbers: whether each is another than zero. */
    PackedWriter flagsOfOthersThanZero(long[] numbers) {
        for (int from = 0; from < numbers.length; from += Byte.SIZE) {
            int bits = 0;
            for (int n = from; n < Math.min(numbers.length, from + Byte.SIZE); n++) {
                bits |= numbers[n] != 0 ? 1 << (n - from) : 0;
            }
            write(bits);
        }
        return this;
    }

    <T> PackedWriter list(List<T> items, BiConsumer<PackedWriter, T> item) {
        number(items.size());
        items.forEach(each -> item.accept(this, each));
        return this;
    }

    PackedWriter texts(List<String> items) {
        return list(items, PackedWriter::text);
    }

    byte[] packed() {
        return Arrays.copyOf(out, size);
    }
}

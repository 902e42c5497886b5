package dev.pgsonde.streams.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Packs an entry of a store: numbers in as few bytes as they need. */
final class PackedWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    PackedWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    PackedWriter fraction(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (bits >>> shift));
        }
        return this;
    }

    PackedWriter flag(boolean value) {
        out.write(value ? 1 : 0);
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
        out.writeBytes(bytes);
        return this;
    }

    PackedWriter instant(Instant at) {
        return number(ChronoUnit.MICROS.between(Instant.EPOCH, at));
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
        return out.toByteArray();
    }
}

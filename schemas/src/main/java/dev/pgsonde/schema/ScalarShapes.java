package dev.pgsonde.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** The shapes of single values. */
final class ScalarShapes {
    static final Shape STRING = shape(Encoder::writeString, Decoder::readString, String.class);
    static final Shape INT = shape(Encoder::writeInt, Decoder::readInt, Integer.class);
    static final Shape LONG = shape(Encoder::writeLong, Decoder::readLong, Long.class);
    static final Shape DOUBLE = shape(Encoder::writeDouble, Decoder::readDouble, Double.class);
    static final Shape BOOLEAN = shape(Encoder::writeBoolean, Decoder::readBoolean, Boolean.class);
    static final Shape BYTES =
            shape((out, value) -> out.writeBytes(value.duplicate()), in -> in.readBytes(null), ByteBuffer.class);
    static final Shape MICROS = shape(
            (out, at) -> out.writeLong(micros(at)),
            in -> Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS),
            Instant.class);
    static final Shape MILLIS = shape(
            (out, at) -> out.writeLong(at.toEpochMilli()), in -> Instant.ofEpochMilli(in.readLong()), Instant.class);

    private ScalarShapes() {}

    /** Of every year that fits, which {@link ChronoUnit#between} does not do: it counts in nanoseconds. */
    private static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1000);
    }

    private interface Writer<T> {
        void write(Encoder out, T value) throws IOException;
    }

    private interface Reader<T> {
        T read(Decoder in) throws IOException;
    }

    private static <T> Shape shape(Writer<T> writer, Reader<T> reader, Class<T> type) {
        return new Shape() {
            @Override
            public void write(@Nullable Object value, Encoder out) throws IOException {
                writer.write(out, type.cast(Objects.requireNonNull(value)));
            }

            @Override
            public Object read(Decoder in) throws IOException {
                return Objects.requireNonNull(reader.read(in));
            }
        };
    }
}

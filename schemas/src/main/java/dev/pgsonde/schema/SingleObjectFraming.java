package dev.pgsonde.schema;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding: C3 01, the schema's fingerprint, the record. Needs no server: every schema that was
 * ever released is part of this jar.
 */
public final class SingleObjectFraming implements Framing {
    private static final short MAGIC = (short) 0xC301;
    private static final int SIZE = 10;

    private final Map<Schema, byte[]> frames = new ConcurrentHashMap<>();
    private final Map<Long, Schema> writers = new ConcurrentHashMap<>();

    public SingleObjectFraming(Topics topics) {
        topics.all().stream().flatMap(topic -> topic.records().stream()).forEach(this::learn);
    }

    private void learn(Class<? extends Record> type) {
        Schema current = Schemas.current(type);
        List<Schema> released = Schemas.released(type);
        released.forEach(schema -> writers.put(fingerprint(schema), schema));
        writers.put(fingerprint(current), current);
    }

    @Override
    public byte[] frame(String topic, Schema schema) {
        return frames.computeIfAbsent(schema, SingleObjectFraming::frame);
    }

    @Override
    public Schema writer(ByteBuffer in) throws IOException {
        try {
            if (in.order(ByteOrder.BIG_ENDIAN).getShort() != MAGIC) {
                throw new IOException("not in Avro's single-object encoding (it would begin with C3 01)");
            }
            long fingerprint = in.order(ByteOrder.LITTLE_ENDIAN).getLong();
            Schema writer = writers.get(fingerprint);
            if (writer == null) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "written in a schema of the fingerprint %016x, which this version does not know: upgrade the reader",
                        fingerprint));
            }
            return writer;
        } catch (BufferUnderflowException e) {
            throw new IOException("too short for a record: " + in.limit() + " bytes", e);
        }
    }

    private static byte[] frame(Schema schema) {
        return ByteBuffer.allocate(SIZE)
                .putShort(MAGIC)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint(schema))
                .array();
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }
}

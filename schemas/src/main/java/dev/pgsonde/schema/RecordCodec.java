package dev.pgsonde.schema;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/** Turns one type of record into Avro's binary form and back, also from what older or newer writers wrote. */
public final class RecordCodec<T extends Record> {
    /** A corrupt record may claim that a text of gigabytes follows, and Avro makes room for it before it looks. */
    private static final String LONGEST_TEXT = String.valueOf(RecordLimits.LARGEST_RECORD);

    static {
        for (String kind : List.of("string", "bytes")) {
            String limit = "org.apache.avro.limits." + kind + ".maxLength";
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, LONGEST_TEXT);
            }
        }
    }

    private final Class<T> type;
    private final Schema schema;
    private final RecordShape shape;
    /** Making a resolver costs a hundred times as much as using one, and none may be shared by two threads. */
    private final ThreadLocal<Map<Schema, ResolvingDecoder>> resolvers =
            ThreadLocal.withInitial(ConcurrentHashMap::new);

    private final ThreadLocal<RecordWriter> writers;

    private RecordCodec(Class<T> type, Schema schema) {
        this.type = type;
        this.schema = schema;
        this.shape = RecordShape.of(type, schema);
        this.writers = ThreadLocal.withInitial(() -> new RecordWriter(shape));
    }

    public static <T extends Record> RecordCodec<T> of(Class<T> type) {
        return new RecordCodec<>(type, Schemas.current(type));
    }

    public Class<T> type() {
        return type;
    }

    public Schema schema() {
        return schema;
    }

    /** The frame's bytes, and then the record's. */
    byte[] write(byte[] frame, Object record) throws IOException {
        return writers.get().write(frame, type.cast(record));
    }

    public T read(byte[] bytes, int offset, Schema writer) throws IOException {
        BinaryDecoder binary = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
        try {
            T record = type.cast(shape.read(writer.equals(schema) ? binary : resolving(writer, binary)));
            if (!binary.isEnd()) {
                throw new IOException(type.getSimpleName() + " is followed by bytes that are not its own");
            }
            return record;
        } catch (RuntimeException e) {
            throw new IOException(type.getSimpleName() + " is not readable: " + e.getMessage(), e);
        }
    }

    private Decoder resolving(Schema writer, BinaryDecoder binary) throws IOException {
        Map<Schema, ResolvingDecoder> known = resolvers.get();
        ResolvingDecoder resolver = known.get(writer);
        if (resolver == null) {
            resolver = DecoderFactory.get().resolvingDecoder(writer, schema, binary);
            known.put(writer, resolver);
        } else {
            resolver.configure(binary);
        }
        return resolver;
    }
}

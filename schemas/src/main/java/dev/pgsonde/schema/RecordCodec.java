package dev.pgsonde.schema;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/** Turns one type of record into Avro's binary form and back, also from what older or newer writers wrote. */
public final class RecordCodec<T extends Record> {
    private final Class<T> type;
    private final Schema schema;
    private final RecordShape shape;
    /** Making a resolver costs a hundred times as much as using one, and none may be shared by two threads. */
    private final ThreadLocal<Map<Schema, ResolvingDecoder>> resolvers =
            ThreadLocal.withInitial(ConcurrentHashMap::new);

    private RecordCodec(Class<T> type, Schema schema) {
        this.type = type;
        this.schema = schema;
        this.shape = RecordShape.of(type, schema);
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

    public void write(T record, OutputStream out) throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        shape.write(record, encoder);
        encoder.flush();
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

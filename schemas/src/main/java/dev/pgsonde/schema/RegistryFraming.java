package dev.pgsonde.schema;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Confluent's framing: a zero, the schema's number in a registry, the record. The one place where this module talks to
 * something, and only when a registry is configured.
 */
public final class RegistryFraming implements Framing {
    private final Map<Named, byte[]> frames = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final RegistryClient registry;

    private record Named(String topic, Schema schema) {}

    public RegistryFraming(RegistrySettings settings) {
        this.registry = new RegistryClient(settings);
    }

    @Override
    public byte[] frame(String topic, Schema schema) throws IOException {
        Named named = new Named(topic, schema);
        byte[] frame = frames.get(named);
        if (frame == null) {
            // several records share a topic, so the subject is topic and record (Confluent's TopicRecordNameStrategy)
            int number = registry.register(topic + "-" + schema.getFullName(), schema.toString());
            frame = ByteBuffer.allocate(5).put((byte) 0).putInt(number).array();
            schemas.put(number, schema);
            frames.put(named, frame);
        }
        return frame;
    }

    @Override
    public Schema writer(ByteBuffer in) throws IOException {
        try {
            if (in.get() != 0) {
                throw new IOException("not in the registry's framing (it would begin with a zero)");
            }
            int number = in.getInt();
            Schema writer = schemas.get(number);
            if (writer == null) {
                writer = parsed(number, registry.schema(number));
                schemas.put(number, writer);
            }
            return writer;
        } catch (BufferUnderflowException e) {
            throw new IOException("too short for a record: " + in.limit() + " bytes", e);
        }
    }

    /** Why it cannot be asked now, if so. */
    public Optional<String> trouble() {
        return registry.trouble();
    }

    private static Schema parsed(int number, String schema) throws IOException {
        try {
            return new Schema.Parser().parse(schema);
        } catch (AvroRuntimeException e) {
            throw new IOException("the schema of the number " + number + " is not one of Avro's", e);
        }
    }
}

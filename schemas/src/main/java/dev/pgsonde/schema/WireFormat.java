package dev.pgsonde.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** How the records of a topic are bytes: a frame that names the writer's schema, then Avro's binary form. */
public final class WireFormat<V> {
    private final String topic;
    private final Framing framing;
    private final Map<Class<?>, RecordCodec<?>> byType;
    private final Map<String, RecordCodec<?>> byName;

    private WireFormat(Topic<V> topic, Framing framing) {
        List<RecordCodec<?>> codecs =
                topic.records().stream().<RecordCodec<?>>map(RecordCodec::of).toList();
        this.topic = topic.name();
        this.framing = framing;
        this.byType = codecs.stream().collect(Collectors.toMap(RecordCodec::type, codec -> codec));
        this.byName =
                codecs.stream().collect(Collectors.toMap(codec -> codec.schema().getFullName(), codec -> codec));
    }

    public static <V> WireFormat<V> of(Topic<V> topic, Framing framing) {
        return new WireFormat<>(topic, framing);
    }

    /** A record that is not the topic's is a mistake of ours; a value that cannot be written is one too. */
    public byte[] write(V record) {
        RecordCodec<?> codec = byType.get(record.getClass());
        if (codec == null) {
            throw new IllegalArgumentException(
                    topic + " carries no " + record.getClass().getSimpleName());
        }
        try {
            return codec.write(framing.frame(topic, codec.schema()), record);
        } catch (IOException e) {
            throw new UncheckedIOException(topic, e);
        }
    }

    /** Throws, and says why, when the bytes are not a record of this topic, or one that none can be. */
    @SuppressWarnings("unchecked") // the topic carries only subtypes of V, and byName holds the topic's codecs only
    public V read(byte[] bytes) throws IOException {
        if (bytes.length > RecordLimits.LARGEST_RECORD) {
            throw new InvalidRecordException(
                    "the record has " + bytes.length + " bytes, and may have " + RecordLimits.LARGEST_RECORD);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Schema writer = framing.writer(in);
        RecordCodec<?> codec = byName.get(writer.getFullName());
        if (codec == null) {
            throw new IOException(topic + " carries no " + writer.getFullName());
        }
        Object record = codec.read(bytes, in.position(), writer);
        RecordValidation.check(record);
        return (V) record;
    }
}

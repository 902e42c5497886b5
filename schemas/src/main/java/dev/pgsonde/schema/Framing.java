package dev.pgsonde.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The bytes before a record's own, which say in what schema it was written. */
public interface Framing {
    /** The one choice of it: that of a registry where there is one, and otherwise the one that needs no server. */
    static Framing of(@Nullable RegistrySettings registry, Topics topics) {
        return registry == null ? new SingleObjectFraming(topics) : new RegistryFraming(registry);
    }

    /** The bytes that say: written in {@code schema}. */
    byte[] frame(String topic, Schema schema) throws IOException;

    /** The schema that the frame names; {@code in} then stands behind the frame. */
    Schema writer(ByteBuffer in) throws IOException;

    /** Learns how every record of these topics is framed, so that nobody need wait for it later. */
    default void learn(List<Topic<?>> written) throws IOException {
        for (Topic<?> topic : written) {
            for (Class<? extends Record> type : topic.records()) {
                frame(topic.name(), Schemas.current(type));
            }
        }
    }
}

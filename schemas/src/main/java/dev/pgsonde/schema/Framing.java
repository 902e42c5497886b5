package dev.pgsonde.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/** The bytes before a record's own, which say in what schema it was written. */
public interface Framing {
    /** The bytes that say: written in {@code schema}. */
    byte[] frame(String topic, Schema schema) throws IOException;

    /** The schema that the frame names; {@code in} then stands behind the frame. */
    Schema writer(ByteBuffer in) throws IOException;
}

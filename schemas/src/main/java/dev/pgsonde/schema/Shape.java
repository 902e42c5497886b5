package dev.pgsonde.schema;

import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** How values of one Java type stand in Avro's binary form. */
interface Shape {
    void write(@Nullable Object value, Encoder out) throws IOException;

    @Nullable
    Object read(Decoder in) throws IOException;
}

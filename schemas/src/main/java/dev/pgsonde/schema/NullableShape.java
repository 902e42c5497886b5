package dev.pgsonde.schema;

import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A value that may be missing: the schema's union of null and something. */
record NullableShape(Shape present) implements Shape {
    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        if (value == null) {
            out.writeIndex(0);
            out.writeNull();
        } else {
            out.writeIndex(1);
            present.write(value, out);
        }
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
        if (in.readIndex() == 0) {
            in.readNull();
            return null;
        }
        return present.read(in);
    }
}

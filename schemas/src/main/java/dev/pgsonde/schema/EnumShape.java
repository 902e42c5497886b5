package dev.pgsonde.schema;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** An enum, whose constants stand in the order of the schema's symbols. */
record EnumShape(List<?> constants) implements Shape {
    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        out.writeEnum(constants.indexOf(Objects.requireNonNull(value)));
    }

    @Override
    public Object read(Decoder in) throws IOException {
        int index = in.readEnum();
        if (index < 0 || index >= constants.size()) {
            throw new IOException("no constant has the number " + index);
        }
        return constants.get(index);
    }
}

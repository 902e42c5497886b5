package dev.pgsonde.schema;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A sealed interface: the schema's union of records of the same names. */
record SealedShape(List<RecordShape> branches) implements Shape {
    static RecordShape branch(Class<?>[] permitted, Schema schema, String where) {
        Class<?> type = Arrays.stream(permitted)
                .filter(each -> each.getSimpleName().equals(schema.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(where + ": no record is called " + schema.getName()));
        return RecordShape.of(type, schema);
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        Class<?> type = Objects.requireNonNull(value).getClass();
        for (int index = 0; index < branches.size(); index++) {
            if (branches.get(index).type() == type) {
                out.writeIndex(index);
                branches.get(index).write(value, out);
                return;
            }
        }
        throw new IllegalArgumentException(type + " is none of the schema's records");
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
        int index = in.readIndex();
        if (index < 0 || index >= branches.size()) {
            throw new IOException("the union has no branch " + index);
        }
        return branches.get(index).read(in);
    }
}

package dev.pgsonde.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A list, item by item. */
record ListShape(Shape item) implements Shape {
    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        List<?> items = (List<?>) Objects.requireNonNull(value);
        out.writeArrayStart();
        out.setItemCount(items.size());
        for (Object each : items) {
            out.startItem();
            item.write(each, out);
        }
        out.writeArrayEnd();
    }

    @Override
    public Object read(Decoder in) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            int end = ArrayShapes.grown(items.size(), block);
            while (items.size() < end) {
                items.add(item.read(in));
            }
        }
        return items;
    }
}

package dev.pgsonde.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** The shapes of maps, whose entries stand in the order in which they were given. */
final class MapShapes {
    private static final int WHOLE = 0;
    private static final int FRACTION = 1;

    static final Shape NUMBERS = new Shape() {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            NamedNumbers numbers = (NamedNumbers) Objects.requireNonNull(value);
            out.writeMapStart();
            out.setItemCount(numbers.size());
            for (int n = 0; n < numbers.size(); n++) {
                out.startItem();
                byte[] name = numbers.list().encoded(n);
                out.writeFixed(name, 0, name.length);
                if (numbers.isFraction(n)) {
                    out.writeIndex(FRACTION);
                    out.writeDouble(numbers.fraction(n));
                } else {
                    out.writeIndex(WHOLE);
                    out.writeLong(numbers.at(n));
                }
            }
            out.writeMapEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            List<String> names = new ArrayList<>();
            long[] values = {};
            BitSet fractions = new BitSet();
            for (long block = in.readMapStart(); block > 0; block = in.mapNext()) {
                int end = ArrayShapes.grown(names.size(), block);
                values = Arrays.copyOf(values, end);
                while (names.size() < end) {
                    int place = names.size();
                    names.add(in.readString());
                    fractions.set(place, in.readIndex() == FRACTION);
                    values[place] = fractions.get(place) ? Double.doubleToRawLongBits(in.readDouble()) : in.readLong();
                }
            }
            return NamedNumbers.of(NameList.of(names), values, fractions);
        }
    };

    static final Shape TEXTS = new Shape() {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            Map<?, ?> texts = (Map<?, ?>) Objects.requireNonNull(value);
            out.writeMapStart();
            out.setItemCount(texts.size());
            for (Map.Entry<?, ?> text : texts.entrySet()) {
                out.startItem();
                out.writeString((String) text.getKey());
                out.writeString((String) text.getValue());
            }
            out.writeMapEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            long all = 0;
            for (long block = in.readMapStart(); block > 0; block = in.mapNext()) {
                all = ArrayShapes.grown((int) all, block);
                for (long left = block; left > 0; left--) {
                    texts.put(in.readString(), in.readString());
                }
            }
            return texts;
        }
    };

    private MapShapes() {}
}

package dev.pgsonde.schema;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** The shapes of primitive arrays, in which a frame's columns travel without boxing. */
final class ArrayShapes {
    static final Shape LONGS = new Shape() {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            long[] items = (long[]) Objects.requireNonNull(value);
            start(out, items.length);
            for (long item : items) {
                out.startItem();
                out.writeLong(item);
            }
            out.writeArrayEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            long[] items = {};
            int end = 0;
            for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
                items = Arrays.copyOf(items, grown(end, block));
                while (end < items.length) {
                    items[end++] = in.readLong();
                }
            }
            return items;
        }
    };

    static final Shape DOUBLES = new Shape() {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            double[] items = (double[]) Objects.requireNonNull(value);
            start(out, items.length);
            for (double item : items) {
                out.startItem();
                out.writeDouble(item);
            }
            out.writeArrayEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            double[] items = {};
            int end = 0;
            for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
                items = Arrays.copyOf(items, grown(end, block));
                while (end < items.length) {
                    items[end++] = in.readDouble();
                }
            }
            return items;
        }
    };

    static final Shape INTS = new Shape() {
        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            int[] items = (int[]) Objects.requireNonNull(value);
            start(out, items.length);
            for (int item : items) {
                out.startItem();
                out.writeInt(item);
            }
            out.writeArrayEnd();
        }

        @Override
        public Object read(Decoder in) throws IOException {
            int[] items = {};
            int end = 0;
            for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
                items = Arrays.copyOf(items, grown(end, block));
                while (end < items.length) {
                    items[end++] = in.readInt();
                }
            }
            return items;
        }
    };

    /** A length that no honest record has: a corrupt one must not be able to ask for all the memory there is. */
    static final int LONGEST = 4_000_000;

    private ArrayShapes() {}

    static int grown(int end, long block) throws IOException {
        if (block > LONGEST - end) {
            throw new IOException("an array of " + (end + block) + " items is longer than any record's");
        }
        return (int) (end + block);
    }

    private static void start(Encoder out, int length) throws IOException {
        out.writeArrayStart();
        out.setItemCount(length);
    }
}

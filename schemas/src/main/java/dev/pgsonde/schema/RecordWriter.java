package dev.pgsonde.schema;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one type, one after the other. What a record begins with is often what the last one began with (of
 * thousands of windows, for instance, whose and when): those bytes are there already.
 */
final class RecordWriter {
    private static final byte[] NONE = {};
    private static final int ROOM = 512;
    /** Most records are smaller: the room that the others take is given back. */
    private static final int LARGE = 64 * 1024;

    private final List<RecordShape.Field> fields;
    private final Buffer buffer = new Buffer();
    private final Encoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
    private final @Nullable Object[] values;
    private final int[] ends;
    private byte[] frame = NONE;
    /** How many fields of the last record are in the buffer. */
    private int written;

    RecordWriter(RecordShape shape) {
        this.fields = shape.fields();
        this.values = new @Nullable Object[fields.size()];
        this.ends = new int[fields.size()];
    }

    byte[] write(byte[] frameOfRecord, Record record) throws IOException {
        begin(frameOfRecord);
        int same = same(record);
        buffer.cut(same == 0 ? frame.length : ends[same - 1]);
        for (written = same; written < ends.length; written++) {
            RecordShape.Field field = fields.get(written);
            Object value = field.of(record);
            field.shape().write(value, encoder);
            values[written] = value;
            ends[written] = buffer.size;
        }
        byte[] bytes = Arrays.copyOf(buffer.bytes, buffer.size);
        if (bytes.length > LARGE) {
            buffer.bytes = new byte[ROOM];
            frame = NONE;
        }
        return bytes;
    }

    private void begin(byte[] frameOfRecord) {
        if (!Arrays.equals(frame, frameOfRecord)) {
            frame = frameOfRecord;
            written = 0;
            buffer.cut(0);
            buffer.write(frame, 0, frame.length);
        }
    }

    /** How many fields are those of the last record, the very objects, from the first on; of objects that cannot change. */
    private int same(Record record) {
        int same = 0;
        while (same < written && isLast(same, fields.get(same).of(record))) {
            same++;
        }
        return same;
    }

    private boolean isLast(int field, @Nullable Object value) {
        return value == values[field] && (value instanceof String || value instanceof Instant);
    }

    /** What was written last may be cut off again. */
    private static final class Buffer extends OutputStream {
        private byte[] bytes = new byte[ROOM];
        private int size;

        @Override
        public void write(int value) {
            makeRoom(1);
            bytes[size++] = (byte) value;
        }

        @Override
        public void write(byte[] more, int from, int length) {
            makeRoom(length);
            System.arraycopy(more, from, bytes, size, length);
            size += length;
        }

        private void makeRoom(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
        }

        private void cut(int to) {
            size = to;
        }
    }
}

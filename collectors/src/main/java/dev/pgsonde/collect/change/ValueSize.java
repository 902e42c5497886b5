package dev.pgsonde.collect.change;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** How many bytes a decoded value takes, without keeping or copying it. */
final class ValueSize {
    /** Stands for a large value that the server did not send because it did not change. */
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    private ValueSize() {}

    static boolean isThere(@Nullable Object value) {
        return value != null && !isUnavailable(value);
    }

    static long of(@Nullable Object value) {
        if (value == null || isUnavailable(value)) {
            return 0;
        }
        if (value instanceof CharSequence text) {
            return utf8Length(text);
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof ByteBuffer bytes) {
            return bytes.remaining();
        }
        if (value instanceof Collection<?> values) {
            return values.stream().mapToLong(ValueSize::of).sum();
        }
        if (value instanceof Map<?, ?> values) {
            return of(values.keySet()) + of(values.values());
        }
        if (value instanceof Struct struct) {
            return ofFields(struct);
        }
        return scalar(value);
    }

    private static long ofFields(Struct struct) {
        long size = 0;
        for (Field field : struct.schema().fields()) {
            size += of(struct.getWithoutDefault(field.name()));
        }
        return size;
    }

    private static long scalar(Object value) {
        if (value instanceof Boolean || value instanceof Byte) {
            return 1;
        }
        if (value instanceof Short) {
            return 2;
        }
        return value instanceof Integer || value instanceof Float ? 4 : 8;
    }

    private static boolean isUnavailable(Object value) {
        if (value instanceof CharSequence text) {
            return UNAVAILABLE.contentEquals(text);
        }
        if (value instanceof ByteBuffer bytes) {
            return isUnavailable(bytes);
        }
        return value instanceof Collection<?> values
                && values.size() == 1
                && values.iterator().next() instanceof CharSequence only
                && UNAVAILABLE.contentEquals(only);
    }

    private static boolean isUnavailable(ByteBuffer bytes) {
        if (bytes.remaining() != UNAVAILABLE.length()) {
            return false;
        }
        for (int n = 0; n < UNAVAILABLE.length(); n++) {
            if (bytes.get(bytes.position() + n) != UNAVAILABLE.charAt(n)) {
                return false;
            }
        }
        return true;
    }

    private static long utf8Length(CharSequence text) {
        long length = 0;
        for (int n = 0; n < text.length(); n++) {
            char c = text.charAt(n);
            // each half of a surrogate pair counts two of the pair's four bytes
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}

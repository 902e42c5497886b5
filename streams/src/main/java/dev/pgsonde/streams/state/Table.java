package dev.pgsonde.streams.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** One store, whose keys are a few texts each: all entries below a common beginning stand side by side, in order. */
final class Table<T> {
    /** PostgreSQL allows every character in a name but this. */
    private static final int END = 0;

    private final RecordStore store;
    private final char name;
    private final Packing<T> packing;

    /** Tables of one concern share a store: their names, the first byte of each key, keep them apart. */
    Table(RecordStore store, char name, Packing<T> packing) {
        this.store = store;
        this.name = name;
        this.packing = packing;
    }

    Bytes key(String... parts) {
        byte[][] texts = new byte[parts.length][];
        int size = 1 + parts.length;
        for (int n = 0; n < parts.length; n++) {
            texts[n] = parts[n].getBytes(StandardCharsets.UTF_8);
            size += texts[n].length;
        }
        byte[] key = new byte[size];
        key[0] = (byte) name;
        int at = 1;
        for (byte[] text : texts) {
            System.arraycopy(text, 0, key, at, text.length);
            at += text.length;
            key[at++] = END;
        }
        return Bytes.wrap(key);
    }

    /** A part that sorts as the time does, up to the year 2527; most keys have one, so each digit counts. */
    static String sortable(Instant at) {
        return String.format(Locale.ROOT, "%011x", at.toEpochMilli());
    }

    /** The texts that a key was made of. */
    static List<String> parts(Bytes key) {
        byte[] bytes = key.get();
        String all = new String(bytes, 1, bytes.length - 2, StandardCharsets.UTF_8);
        return List.of(all.split("\0", -1));
    }

    @Nullable
    T get(Bytes key) {
        byte[] bytes = store.get(key);
        return bytes == null ? null : packing.unpack(bytes);
    }

    void put(Bytes key, T value) {
        store.put(key, packing.pack(value));
    }

    /** What the store's own {@code delete} does, but for reading what was there. */
    void delete(Bytes key) {
        store.put(key, null);
    }

    /** All entries whose keys begin so. */
    Entries<T> below(Bytes beginning) {
        return new Entries<>(store.below(beginning), packing);
    }

    /** A walk over entries, to be closed. */
    static final class Entries<T> implements AutoCloseable {
        private final RecordStore.Entries entries;
        private final Packing<T> packing;

        Entries(RecordStore.Entries entries, Packing<T> packing) {
            this.entries = entries;
            this.packing = packing;
        }

        boolean hasNext() {
            return entries.hasNext();
        }

        KeyValue<Bytes, T> next() {
            KeyValue<Bytes, byte[]> entry = entries.next();
            return KeyValue.pair(entry.key, packing.unpack(entry.value));
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}

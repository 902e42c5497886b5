package dev.pgsonde.streams.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store as one record sees it: what that record writes is read back by it, and is in the store itself only once the record
 * has been taken in whole.
 */
public final class RecordStore {
    /** What a changelog takes: an entry that is larger would stop the task and not the record. */
    private static final int LARGEST_ENTRY = 4 << 20;

    private static final int LARGE = 10_000;

    /** Stands for what the record has deleted, and is this very object. */
    private static final byte[] DELETED = {};

    private final KeyValueStore<Bytes, byte[]> store;
    /** By table, so that a walk through one does not go over what was written to the others. */
    private final Map<Byte, Map<Bytes, byte[]>> tables = new HashMap<>();

    public RecordStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    byte @Nullable [] get(Bytes key) {
        byte[] written = written(key).get(key);
        return written == null ? store.get(key) : orNull(written);
    }

    void put(Bytes key, byte @Nullable [] value) {
        if (value != null && value.length + key.get().length > LARGEST_ENTRY) {
            throw new RefusedException("what is to be remembered of it would be an entry of " + value.length
                    + " bytes, and may be one of " + LARGEST_ENTRY);
        }
        written(key).put(key, value == null ? DELETED : value);
    }

    /** Every entry whose key begins so, in order. */
    Entries below(Bytes beginning) {
        NavigableMap<Bytes, byte[]> own = new TreeMap<>();
        written(beginning).forEach((key, written) -> {
            if (startsWith(key.get(), beginning.get())) {
                own.put(key, written);
            }
        });
        return new Entries(store.prefixScan(beginning, new BytesSerializer()), own);
    }

    /** The record has been taken in. */
    public void commit() {
        tables.values().forEach(table -> table.forEach((key, written) -> store.put(key, orNull(written))));
        forget();
    }

    /** The record leaves nothing behind. */
    public void rollback() {
        forget();
    }

    /** The next record writes about as much: only room for very much is given back. */
    private void forget() {
        tables.values().removeIf(table -> table.size() > LARGE);
        tables.values().forEach(Map::clear);
    }

    private Map<Bytes, byte[]> written(Bytes key) {
        return tables.computeIfAbsent(key.get()[0], any -> new HashMap<>());
    }

    private static byte @Nullable [] orNull(byte[] written) {
        return written == DELETED ? null : written;
    }

    private static boolean startsWith(byte[] key, byte[] beginning) {
        return key.length >= beginning.length
                && Arrays.equals(key, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** A walk through what is in the store and what the record has written, to be closed. */
    static final class Entries implements AutoCloseable {
        private final KeyValueIterator<Bytes, byte[]> stored;
        private final NavigableMap<Bytes, byte[]> own;
        private @Nullable KeyValue<Bytes, byte[]> next;

        private Entries(KeyValueIterator<Bytes, byte[]> stored, NavigableMap<Bytes, byte[]> own) {
            this.stored = stored;
            this.own = own;
            this.next = following();
        }

        boolean hasNext() {
            return next != null;
        }

        KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> entry = next;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            next = following();
            return entry;
        }

        private @Nullable KeyValue<Bytes, byte[]> following() {
            while (stored.hasNext() || !own.isEmpty()) {
                if (own.isEmpty()) {
                    return stored.next();
                }
                Map.Entry<Bytes, byte[]> first = own.firstEntry();
                int order = stored.hasNext() ? stored.peekNextKey().compareTo(first.getKey()) : 1;
                if (order < 0) {
                    return stored.next();
                }
                if (order == 0) {
                    stored.next();
                }
                own.pollFirstEntry();
                byte[] value = orNull(first.getValue());
                if (value != null) {
                    return KeyValue.pair(first.getKey(), value);
                }
            }
            return null;
        }

        @Override
        public void close() {
            stored.close();
        }
    }
}

package dev.pgsonde.local.workload;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The rows that one client owns. No other client touches them, so none ever waits for a row. */
final class LiveIds {
    private final long step;
    private long[] ids;
    private int size;
    private long next;

    /** Of the ids 0 to {@code rows - 1}, every {@code clients}-th from {@code client} on. */
    LiveIds(int client, int clients, int rows) {
        step = clients;
        ids = new long[rows / clients + 1];
        next = client;
        while (next < rows) {
            add(next);
            next += step;
        }
    }

    int size() {
        return size;
    }

    /** An id that nobody has used before. */
    long create() {
        long id = next;
        next += step;
        add(id);
        return id;
    }

    long any(RandomGenerator random) {
        return ids[random.nextInt(size)];
    }

    long removeAny(RandomGenerator random) {
        int place = random.nextInt(size);
        long id = ids[place];
        ids[place] = ids[--size];
        return id;
    }

    private void add(long id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size + size / 2 + 1);
        }
        ids[size++] = id;
    }
}

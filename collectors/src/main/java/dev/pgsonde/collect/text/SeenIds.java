package dev.pgsonde.collect.text;

/**
 * The statements that were asked for, in bounded room: when it holds as many as it may, it forgets those that have not
 * been looked up since it last forgot some. Two statements may be taken for one, once in 2^64.
 */
final class SeenIds {
    private final int most;
    private long[] recent;
    private long[] former;
    private int recentCount;

    SeenIds(int most) {
        this.most = most;
        int slots = Integer.highestOneBit(Math.max(4, most)) * 4;
        recent = new long[slots];
        former = new long[slots];
    }

    boolean contains(StatementId id) {
        long key = key(id);
        if (isIn(recent, key)) {
            return true;
        }
        boolean known = isIn(former, key);
        if (known) {
            insert(key);
        }
        return known;
    }

    void add(StatementId id) {
        long key = key(id);
        if (!isIn(recent, key)) {
            insert(key);
        }
    }

    private void insert(long key) {
        if (recentCount == most) {
            former = recent;
            recent = new long[former.length];
            recentCount = 0;
        }
        recent[slot(recent, key)] = key;
        recentCount++;
    }

    private static boolean isIn(long[] keys, long key) {
        return keys[slot(keys, key)] == key;
    }

    /** Where {@code key} is, or where it would be. */
    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long key(StatementId id) {
        long key = id.queryId();
        for (int n = 0; n < id.database().length(); n++) {
            key = mixed(key + id.database().charAt(n));
        }
        return key == 0 ? 1 : key;
    }

    private static long mixed(long value) {
        long once = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
        return once ^ (once >>> 29);
    }
}

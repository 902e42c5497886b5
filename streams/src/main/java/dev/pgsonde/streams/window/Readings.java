package dev.pgsonde.streams.window;

import dev.pgsonde.streams.delta.Values;

/**
 * What the gauges of one row read, added up over the looks of one window. Looks in which the row stood still are not
 * told: they are made up for when it moves again, and at the window's end.
 *
 * @param held what it read before its first change in the window; nothing when it was not there
 * @param sums the readings so far
 * @param counts how many readings, of each gauge
 * @param largest the largest reading, of each gauge that was read
 * @param last the newest reading; nothing once it has vanished
 * @param looks how many looks of the window are in the sums
 */
@SuppressWarnings("ArrayRecordComponent") // as in Values
public record Readings(Values held, long[] sums, int[] counts, long[] largest, Values last, int looks) {
    /** A row that read {@code held} when the window began. */
    public static Readings of(Values held) {
        return new Readings(held, new long[held.size()], new int[held.size()], new long[held.size()], held, 0);
    }

    /** After {@code looksBefore} looks of the window, the row reads {@code now}. */
    public Readings then(int looksBefore, Values now) {
        Readings carried = carriedTo(looksBefore);
        return new Readings(held, carried.sums, carried.counts, carried.largest, now, looksBefore)
                .carriedTo(looksBefore + 1);
    }

    /** It goes on reading its last until so many looks of the window are told. */
    public Readings carriedTo(int allLooks) {
        int more = allLooks - looks;
        long[] added = sums.clone();
        int[] counted = counts.clone();
        long[] high = largest.clone();
        for (int n = 0; n < added.length; n++) {
            if (more > 0 && last.known()[n]) {
                high[n] = counted[n] == 0 ? last.numbers()[n] : Math.max(high[n], last.numbers()[n]);
                added[n] += more * last.numbers()[n];
                counted[n] += more;
            }
        }
        return new Readings(held, added, counted, high, last, allLooks);
    }

    /** Whether a gauge read anything but what it had held before, as far as sums tell. */
    public boolean moved(int gauge) {
        return !held.known()[gauge]
                || !last.known()[gauge]
                || last.numbers()[gauge] != held.numbers()[gauge]
                || counts[gauge] != looks
                || sums[gauge] != held.numbers()[gauge] * looks;
    }
}

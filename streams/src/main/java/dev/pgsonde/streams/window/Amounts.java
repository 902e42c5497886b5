package dev.pgsonde.streams.window;

import java.util.Arrays;
import java.util.BitSet;

/** What each name comes to, by its number. */
final class Amounts {
    private long[] sums = new long[1];
    /** Of whom there is an amount, be it zero. */
    private final BitSet told = new BitSet();

    private final BitSet unknown = new BitSet();

    static Amounts ofServer(long amount) {
        Amounts amounts = new Amounts();
        amounts.set(Names.SERVER, amount);
        return amounts;
    }

    void set(int name, long amount) {
        if (name >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(2 * sums.length, name + 1));
        }
        sums[name] = amount;
        told.set(name);
    }

    void atLeast(int name, long amount) {
        set(name, Math.max(at(name), amount));
    }

    void add(int name, long amount) {
        set(name, at(name) + amount);
    }

    /** All of those, so many times. */
    void add(long times, Amounts others) {
        for (int name = others.told.nextSetBit(0); name >= 0; name = others.told.nextSetBit(name + 1)) {
            add(name, times * others.sums[name]);
        }
        unknown.or(others.unknown);
    }

    void lose(int name) {
        unknown.set(name);
    }

    /** What belongs to the whole server counts for everybody. */
    long of(int name) {
        return name > Names.SERVER ? at(name) + at(Names.SERVER) : at(Names.SERVER);
    }

    private long at(int name) {
        return name < sums.length ? sums[name] : 0;
    }

    BitSet told() {
        return told;
    }

    BitSet unknown() {
        return unknown;
    }
}

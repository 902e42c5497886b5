package dev.pgsonde.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by their names, whole ones and fractions. Thousands of records have the same names in the same order: they share
 * them, and numbers are not boxed.
 */
public final class NamedNumbers {
    /** Shared, and never changed. */
    private static final BitSet NO_FRACTIONS = new BitSet();

    public static final NamedNumbers NONE = new NamedNumbers(NameList.NONE, new long[0], NO_FRACTIONS);

    private final NameList names;
    /** Of a fraction, its bits. */
    private final long[] values;

    private final BitSet fractions;

    private NamedNumbers(NameList names, long[] values, BitSet fractions) {
        this.names = names;
        this.values = values;
        this.fractions = fractions;
    }

    /** A whole number for each name, in their order. */
    public static NamedNumbers of(List<String> names, long... values) {
        return of(NameList.of(names), values, new BitSet());
    }

    /** The same; those of {@code fractions} are the bits of fractions. */
    public static NamedNumbers of(NameList names, long[] values, BitSet fractions) {
        if (names.size() != values.length) {
            throw new IllegalArgumentException(names.size() + " names of " + values.length + " numbers");
        }
        return new NamedNumbers(names, values.clone(), fractions.isEmpty() ? NO_FRACTIONS : (BitSet) fractions.clone());
    }

    public static NamedNumbers of(SortedMap<String, Long> numbers) {
        return of(
                List.copyOf(numbers.keySet()),
                numbers.values().stream().mapToLong(Long::longValue).toArray());
    }

    public int size() {
        return values.length;
    }

    public List<String> names() {
        return names.names();
    }

    /** The names, with what is made of them once. */
    public NameList list() {
        return names;
    }

    public boolean isFraction(int place) {
        return fractions.get(place);
    }

    /** A whole number. */
    public long at(int place) {
        if (isFraction(place)) {
            throw new IllegalStateException(names().get(place) + " is a fraction");
        }
        return values[place];
    }

    public double fraction(int place) {
        return isFraction(place) ? Double.longBitsToDouble(values[place]) : values[place];
    }

    /** The whole number of that name. */
    public OptionalLong of(String name) {
        int place = names().indexOf(name);
        return place < 0 || isFraction(place) ? OptionalLong.empty() : OptionalLong.of(values[place]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedNumbers that
                && names.equals(that.names)
                && Arrays.equals(values, that.values)
                && fractions.equals(that.fractions);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        List<String> each = new ArrayList<>();
        for (int n = 0; n < values.length; n++) {
            each.add(names().get(n) + "=" + (isFraction(n) ? String.valueOf(fraction(n)) : String.valueOf(at(n))));
        }
        return each.toString();
    }
}

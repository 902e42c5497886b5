package dev.pgsonde.streams.delta;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One row's numbers, in the order of its view's columns; a number that the server does not offer is not known. */
@SuppressWarnings("ArrayRecordComponent") // rows are the hot path; nobody writes to the arrays
public record Values(long[] numbers, boolean[] known) {
    public static Values of(long... numbers) {
        boolean[] known = new boolean[numbers.length];
        Arrays.fill(known, true);
        return new Values(numbers, known);
    }

    /** What has been added since {@code before}; known where both are. */
    Values minus(Values before) {
        long[] changes = new long[numbers.length];
        boolean[] both = new boolean[numbers.length];
        for (int n = 0; n < numbers.length; n++) {
            both[n] = known[n] && before.known[n];
            changes[n] = both[n] ? numbers[n] - before.numbers[n] : 0;
        }
        return new Values(changes, both);
    }

    /** These numbers, then {@code others}. */
    public Values and(Values others) {
        int size = numbers.length;
        long[] all = Arrays.copyOf(numbers, size + others.numbers.length);
        boolean[] allKnown = Arrays.copyOf(known, all.length);
        System.arraycopy(others.numbers, 0, all, size, others.numbers.length);
        System.arraycopy(others.known, 0, allKnown, size, others.known.length);
        return new Values(all, allKnown);
    }

    public boolean allZero() {
        return Arrays.stream(numbers).allMatch(number -> number == 0);
    }

    boolean anyNegative() {
        for (int n = 0; n < numbers.length; n++) {
            if (known[n] && numbers[n] < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Values that && Arrays.equals(numbers, that.numbers) && Arrays.equals(known, that.known);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return Arrays.toString(numbers);
    }
}

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

    public static Values unknown(int size) {
        return new Values(new long[size], new boolean[size]);
    }

    /** No change of what is known. */
    public Values still() {
        return new Values(new long[numbers.length], known);
    }

    public int size() {
        return numbers.length;
    }

    boolean offersWhat(Values other) {
        return Arrays.equals(known, other.known);
    }

    public boolean isUnknown() {
        for (boolean one : known) {
            if (one) {
                return false;
            }
        }
        return true;
    }

    public boolean allZero() {
        for (long number : numbers) {
            if (number != 0) {
                return false;
            }
        }
        return true;
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

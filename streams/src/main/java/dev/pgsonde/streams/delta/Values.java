package dev.pgsonde.streams.delta;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One row's numbers, in the order of its view's columns; a number that the server does not offer is not known. */
@SuppressWarnings("ArrayRecordComponent") // rows are the hot path; nobody writes to the arrays
public record Values(long[] numbers, boolean[] known) {
    /** Nearly all rows know all their numbers: they share what says so. */
    private static final boolean[][] ALL_KNOWN =
            IntStream.range(0, 64).mapToObj(Values::allTrue).toArray(boolean[][]::new);

    public static Values of(long... numbers) {
        return new Values(numbers, allKnown(numbers.length));
    }

    /** Of so many numbers; to be read only. */
    static boolean[] allKnown(int size) {
        return size < ALL_KNOWN.length ? ALL_KNOWN[size] : allTrue(size);
    }

    private static boolean[] allTrue(int size) {
        boolean[] all = new boolean[size];
        Arrays.fill(all, true);
        return all;
    }

    /** The same numbers, that share what says that all are known, if so. */
    public Values shared() {
        boolean[] all = allKnown(known.length);
        return known != all && Arrays.equals(known, all) ? new Values(numbers, all) : this;
    }

    /** These numbers and a part of those of a change, known where either is. */
    public Values plus(Values change, LongUnaryOperator part) {
        long[] sums = numbers.clone();
        for (int n = 0; n < sums.length; n++) {
            if (change.known[n]) {
                sums[n] += part.applyAsLong(change.numbers[n]);
            }
        }
        return new Values(sums, either(change));
    }

    private boolean[] either(Values other) {
        if (known == other.known || isUnknown()) {
            return other.known;
        }
        boolean[] either = known.clone();
        for (int n = 0; n < either.length; n++) {
            either[n] |= other.known[n];
        }
        return either;
    }

    /** What has been added since {@code before}; known where both are. */
    Values minus(Values before) {
        long[] changes = new long[numbers.length];
        if (known == before.known) {
            for (int n = 0; n < numbers.length; n++) {
                changes[n] = numbers[n] - before.numbers[n]; // what is not known is zero
            }
            return new Values(changes, known);
        }
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
        return known == other.known || Arrays.equals(known, other.known);
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
        return other instanceof Values that && Arrays.equals(numbers, that.numbers) && offersWhat(that);
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

package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A view's rows, each with a number of its own and a mark that is another one as soon as the row has changed. */
@SuppressWarnings("ArrayRecordComponent") // thousands of rows in every round; nobody writes to the arrays
public record MarkedRows(long[] numbers, long[] marks, List<Column> columns) {
    public static final MarkedRows NONE = new MarkedRows(new long[0], new long[0], List.of());

    public MarkedRows {
        columns = List.copyOf(columns);
    }

    /** Whether every row has a number of its own. */
    public boolean areDistinct() {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return IntStream.range(1, sorted.length).noneMatch(n -> sorted[n] == sorted[n - 1]);
    }

    /** These rows, with those that have changed or are new. Nothing, when the columns have become others, or two rows are one. */
    public Optional<MarkedRows> with(MarkedRows changed) {
        if (changed.numbers.length == 0) {
            return Optional.of(this);
        }
        return isLike(changed) && changed.areDistinct() ? Optional.of(replacedBy(changed)) : Optional.empty();
    }

    /** Columns in which nothing differs stay the very same. */
    private MarkedRows replacedBy(MarkedRows changed) {
        int[] places = changed.placesIn(numbers);
        List<Column> all = new ArrayList<>();
        for (int n = 0; n < columns.size(); n++) {
            all.add(ReplacedRows.in(columns.get(n), changed.columns.get(n), places));
        }
        return new MarkedRows(
                ReplacedRows.in(numbers, changed.numbers, places), ReplacedRows.in(marks, changed.marks, places), all);
    }

    /** Where each of these rows belongs among those with the numbers {@code others}: in its place, or behind them all. */
    private int[] placesIn(long[] others) {
        Integer[] order = IntStream.range(0, numbers.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong(row -> numbers[row]));
        long[] sorted = Arrays.stream(order).mapToLong(row -> numbers[row]).toArray();
        int[] places = new int[numbers.length];
        Arrays.fill(places, -1);
        for (int row = 0; row < others.length; row++) {
            int found = Arrays.binarySearch(sorted, others[row]);
            if (found >= 0) {
                places[order[found]] = row;
            }
        }
        int next = others.length;
        for (int row = 0; row < places.length; row++) {
            places[row] = places[row] < 0 ? next++ : places[row];
        }
        return places;
    }

    private boolean isLike(MarkedRows other) {
        if (columns.size() != other.columns.size()) {
            return false;
        }
        for (int n = 0; n < columns.size(); n++) {
            Column mine = columns.get(n);
            Column theirs = other.columns.get(n);
            if (!mine.name().equals(theirs.name())
                    || mine.kind() != theirs.kind()
                    || mine.getClass() != theirs.getClass()) {
                return false;
            }
        }
        return true;
    }
}

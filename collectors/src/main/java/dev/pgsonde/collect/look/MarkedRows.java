package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view's rows, each with a number of its own and a mark that is another one as soon as the row has changed. */
@SuppressWarnings("ArrayRecordComponent") // thousands of rows in every round; nobody writes to the arrays
public record MarkedRows(long[] numbers, long[] marks, List<Column> columns) {
    public static final MarkedRows NONE = new MarkedRows(new long[0], new long[0], List.of());

    public MarkedRows {
        columns = List.copyOf(columns);
    }

    /** Whether every row has a number of its own. */
    public boolean areDistinct() {
        return byNumber().size() == numbers.length;
    }

    /** These rows, with those that have changed or are new. Nothing, when the columns have become others. */
    public Optional<MarkedRows> with(MarkedRows changed) {
        if (changed.numbers.length == 0) {
            return Optional.of(this);
        }
        return isLike(changed) ? Optional.of(and(changed).latest()) : Optional.empty();
    }

    private MarkedRows and(MarkedRows read) {
        List<Column> all = new ArrayList<>();
        for (int n = 0; n < columns.size(); n++) {
            all.add(Rows.both(columns.get(n), read.columns.get(n)));
        }
        return new MarkedRows(Rows.both(numbers, read.numbers), Rows.both(marks, read.marks), all);
    }

    /** Of two rows with one number, the later in place of the earlier. */
    private MarkedRows latest() {
        int[] rows = byNumber().values().stream().mapToInt(Integer::intValue).toArray();
        return new MarkedRows(
                Arrays.stream(rows).mapToLong(row -> numbers[row]).toArray(),
                Arrays.stream(rows).mapToLong(row -> marks[row]).toArray(),
                columns.stream().map(column -> Rows.of(column, rows)).toList());
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

    private Map<Long, Integer> byNumber() {
        Map<Long, Integer> rows = new LinkedHashMap<>(2 * numbers.length);
        for (int n = 0; n < numbers.length; n++) {
            rows.put(numbers[n], n);
        }
        return rows;
    }
}

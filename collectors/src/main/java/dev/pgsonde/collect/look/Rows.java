package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Some rows of a column, as a column. */
final class Rows {
    private Rows() {}

    static Column of(Column column, int[] rows) {
        int[] absent = IntStream.range(0, rows.length)
                .filter(row -> column.isAbsent(rows[row]))
                .toArray();
        if (column instanceof LongColumn whole) {
            long[] values =
                    Arrays.stream(rows).mapToLong(row -> whole.values()[row]).toArray();
            return new LongColumn(whole.name(), whole.kind(), values, absent);
        }
        if (column instanceof DoubleColumn fraction) {
            double[] values = Arrays.stream(rows)
                    .mapToDouble(row -> fraction.values()[row])
                    .toArray();
            return new DoubleColumn(fraction.name(), fraction.kind(), values, absent);
        }
        TextColumn text = (TextColumn) column;
        return new TextColumn(
                text.name(),
                text.kind(),
                Arrays.stream(rows).mapToObj(text.values()::get).toList(),
                absent);
    }

    /** The rows of a column from {@code from} to before {@code to}, as a column. */
    static Column between(Column column, int from, int to) {
        int[] absent = Arrays.stream(column.absent())
                .filter(row -> row >= from && row < to)
                .map(row -> row - from)
                .toArray();
        if (column instanceof LongColumn whole) {
            return new LongColumn(whole.name(), whole.kind(), Arrays.copyOfRange(whole.values(), from, to), absent);
        }
        if (column instanceof DoubleColumn fraction) {
            double[] values = Arrays.copyOfRange(fraction.values(), from, to);
            return new DoubleColumn(fraction.name(), fraction.kind(), values, absent);
        }
        TextColumn text = (TextColumn) column;
        return new TextColumn(text.name(), text.kind(), text.values().subList(from, to), absent);
    }
}

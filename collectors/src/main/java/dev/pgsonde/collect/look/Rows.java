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
}

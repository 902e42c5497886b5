package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** The rows of one column and then those of another like it. */
    static Column both(Column one, Column other) {
        int[] later = Arrays.stream(other.absent()).map(row -> one.rows() + row).toArray();
        int[] absent = IntStream.concat(Arrays.stream(one.absent()), Arrays.stream(later))
                .toArray();
        if (one instanceof LongColumn whole) {
            long[] values = both(whole.values(), ((LongColumn) other).values());
            return new LongColumn(whole.name(), whole.kind(), values, absent);
        }
        if (one instanceof DoubleColumn fraction) {
            double[] values = DoubleStream.concat(
                            Arrays.stream(fraction.values()), Arrays.stream(((DoubleColumn) other).values()))
                    .toArray();
            return new DoubleColumn(fraction.name(), fraction.kind(), values, absent);
        }
        List<String> values = Stream.concat(
                        ((TextColumn) one).values().stream(), ((TextColumn) other).values().stream())
                .toList();
        return new TextColumn(one.name(), one.kind(), values, absent);
    }

    static long[] both(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.LongColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Fractions as whole millionths, so that sums of them are exact, in whatever order they are added: a replay has the same.
 * Columns of millionths have a name that says so until they are published.
 */
public final class Fractions {
    private static final double MILLION = 1e6;
    private static final double LARGEST = 0x1p62;
    private static final String MARK = "*1000000";

    private Fractions() {}

    /** What is no number, or too large for millionths, is not known. */
    static LongColumn millionths(DoubleColumn column) {
        long[] values = new long[column.rows()];
        List<Integer> absent = new ArrayList<>();
        for (int row = 0; row < values.length; row++) {
            double value = column.values()[row] * MILLION;
            boolean known = !column.isAbsent(row) && Math.abs(value) < LARGEST;
            values[row] = known ? (long) Math.rint(value) : 0;
            if (!known) {
                absent.add(row);
            }
        }
        return new LongColumn(
                column.name() + MARK,
                column.kind(),
                values,
                absent.stream().mapToInt(Integer::intValue).toArray());
    }

    public static boolean areMillionths(String column) {
        return column.endsWith(MARK);
    }

    /** The name that the column was read by. */
    public static String name(String column) {
        return areMillionths(column) ? column.substring(0, column.length() - MARK.length()) : column;
    }

    public static double of(long millionths) {
        return millionths / MILLION;
    }
}

package dev.pgsonde.collect.server;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.RecordLimits;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A user's query may count below zero, or beyond what can be added up. Such cells become null, and the rest of the answer is
 * published.
 */
final class ImpossibleCells {
    private ImpossibleCells() {}

    /** The same column, if it has none. */
    static Column without(Column column) {
        if (column instanceof LongColumn whole) {
            IntPredicate impossible = row -> isImpossible(whole.kind(), whole.values()[row]);
            return hasAny(column, impossible) ? without(whole, impossible) : column;
        }
        if (column instanceof DoubleColumn fraction) {
            IntPredicate impossible = row -> isImpossible(fraction.kind(), fraction.values()[row]);
            return hasAny(column, impossible) ? without(fraction, impossible) : column;
        }
        return column;
    }

    private static boolean isImpossible(ColumnKind kind, long value) {
        return switch (kind) {
            case COUNTER -> value < 0 || value > RecordLimits.LARGEST_NUMBER;
            case GAUGE -> Math.abs(value) > RecordLimits.LARGEST_NUMBER || value == Long.MIN_VALUE;
            default -> false;
        };
    }

    private static boolean isImpossible(ColumnKind kind, double value) {
        return kind == ColumnKind.COUNTER && !(value >= 0 && Double.isFinite(value));
    }

    private static boolean hasAny(Column column, IntPredicate impossible) {
        for (int row = 0; row < column.rows(); row++) {
            if (impossible.test(row)) {
                return true;
            }
        }
        return false;
    }

    private static Column without(LongColumn column, IntPredicate impossible) {
        long[] values = column.values().clone();
        int[] absent = absent(column, impossible);
        Arrays.stream(absent).forEach(row -> values[row] = 0);
        return new LongColumn(column.name(), column.kind(), values, absent);
    }

    private static Column without(DoubleColumn column, IntPredicate impossible) {
        double[] values = column.values().clone();
        int[] absent = absent(column, impossible);
        Arrays.stream(absent).forEach(row -> values[row] = 0);
        return new DoubleColumn(column.name(), column.kind(), values, absent);
    }

    private static int[] absent(Column column, IntPredicate impossible) {
        return IntStream.range(0, column.rows())
                .filter(row -> column.isAbsent(row) || impossible.test(row))
                .toArray();
    }
}

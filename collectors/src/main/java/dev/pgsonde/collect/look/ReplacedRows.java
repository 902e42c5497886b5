package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/** A column in which some rows are replaced, and others come behind it; it stays the very same where nothing differs. */
final class ReplacedRows {
    private ReplacedRows() {}

    /** Row n of {@code later} belongs at {@code places[n]}. */
    static Column in(Column column, Column later, int[] places) {
        boolean same = true;
        for (int n = 0; n < places.length && same; n++) {
            same = places[n] < column.rows() && Objects.equals(column.at(places[n]), later.at(n));
        }
        if (same) {
            return column;
        }
        int[] absent = absent(column, later, places);
        if (column instanceof LongColumn whole) {
            long[] values = in(whole.values(), ((LongColumn) later).values(), places);
            return new LongColumn(whole.name(), whole.kind(), values, absent);
        }
        if (column instanceof DoubleColumn fraction) {
            double[] values = Arrays.copyOf(fraction.values(), rows(fraction.values().length, places));
            for (int n = 0; n < places.length; n++) {
                values[places[n]] = ((DoubleColumn) later).values()[n];
            }
            return new DoubleColumn(fraction.name(), fraction.kind(), values, absent);
        }
        List<String> texts = texts((TextColumn) column, (TextColumn) later, places);
        return new TextColumn(column.name(), column.kind(), texts, absent);
    }

    static long[] in(long[] numbers, long[] later, int[] places) {
        long[] all = Arrays.copyOf(numbers, rows(numbers.length, places));
        for (int n = 0; n < places.length; n++) {
            all[places[n]] = later[n];
        }
        return all;
    }

    private static List<String> texts(TextColumn column, TextColumn later, int[] places) {
        List<String> texts = new ArrayList<>(column.values());
        for (int n = column.rows(); n < rows(column.rows(), places); n++) {
            texts.add("");
        }
        for (int n = 0; n < places.length; n++) {
            texts.set(places[n], later.values().get(n));
        }
        return texts;
    }

    private static int rows(int before, int[] places) {
        return Math.max(before, Arrays.stream(places).max().orElse(-1) + 1);
    }

    private static int[] absent(Column column, Column later, int[] places) {
        BitSet absent = new BitSet(column.rows());
        for (int row : column.absent()) {
            absent.set(row);
        }
        for (int n = 0; n < places.length; n++) {
            absent.set(places[n], later.isAbsent(n));
        }
        int[] now = absent.stream().toArray();
        return Arrays.equals(now, column.absent()) ? column.absent() : now;
    }
}

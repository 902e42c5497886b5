package dev.pgsonde.collect.server;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of one answer, with equal arrays kept once: of very many tables most counters are zero in every row. */
final class SharedArrays {
    private final List<long[]> numbers = new ArrayList<>();
    private final List<int[]> rows = new ArrayList<>();

    private SharedArrays() {}

    static List<Column> in(List<Column> columns) {
        SharedArrays shared = new SharedArrays();
        return columns.stream().map(shared::of).toList();
    }

    private Column of(Column column) {
        if (column instanceof LongColumn whole) {
            return new LongColumn(whole.name(), whole.kind(), same(whole.values()), same(whole.absent()));
        }
        return column instanceof TextColumn text
                ? new TextColumn(text.name(), text.kind(), text.values(), same(text.absent()))
                : column;
    }

    private long[] same(long[] array) {
        for (long[] known : numbers) {
            if (Arrays.equals(known, array)) {
                return known;
            }
        }
        numbers.add(array);
        return array;
    }

    private int[] same(int[] array) {
        for (int[] known : rows) {
            if (Arrays.equals(known, array)) {
                return known;
            }
        }
        rows.add(array);
        return array;
    }
}

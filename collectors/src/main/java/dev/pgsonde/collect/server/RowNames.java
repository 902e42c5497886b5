package dev.pgsonde.collect.server;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether labels tell the rows of an answer apart. */
final class RowNames {
    private RowNames() {}

    static boolean areDistinct(List<Column> columns) {
        List<Column> labels = columns.stream()
                .filter(column -> column.kind() == ColumnKind.LABEL)
                .toList();
        Set<List<@Nullable Object>> names = new HashSet<>();
        int rows = columns.isEmpty() ? 0 : columns.get(0).rows();
        for (int row = 0; row < rows; row++) {
            if (!names.add(name(labels, row))) {
                return false;
            }
        }
        return true;
    }

    private static List<@Nullable Object> name(List<Column> labels, int row) {
        List<@Nullable Object> name = new ArrayList<>();
        for (Column label : labels) {
            name.add(label.at(row));
        }
        return name;
    }
}

package dev.pgsonde.schema;

import java.util.List;

/** A row's name: its labels joined by dots, each quoted as an SQL identifier where a dot or quote would mislead. */
final class Subject {
    private Subject() {}

    static String of(String database, List<Column> columns, int row) {
        StringBuilder name = new StringBuilder();
        append(name, database);
        for (Column column : columns) {
            if (column.kind() == ColumnKind.LABEL) {
                append(name, String.valueOf(column.at(row)));
            }
        }
        return name.toString();
    }

    private static void append(StringBuilder name, String label) {
        if (label.isEmpty()) {
            return;
        }
        if (name.length() > 0) {
            name.append('.');
        }
        if (label.indexOf('.') < 0 && label.indexOf('"') < 0) {
            name.append(label);
        } else {
            name.append('"').append(label.replace("\"", "\"\"")).append('"');
        }
    }
}

package dev.pgsonde.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row's name: its labels joined by dots, each quoted as an SQL identifier where a dot or quote would mislead. */
public final class Subject {
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

    /** The name of what has these labels. */
    public static String of(List<String> labels) {
        StringBuilder name = new StringBuilder();
        labels.forEach(label -> append(name, label));
        return name.toString();
    }

    /** The labels that a name was made of; those that were empty have no place in it. */
    public static List<String> labels(String subject) {
        List<String> labels = new ArrayList<>();
        StringBuilder label = new StringBuilder();
        boolean quoted = false;
        for (int n = 0; n < subject.length(); n++) {
            char each = subject.charAt(n);
            if (each == '"' && quoted && n + 1 < subject.length() && subject.charAt(n + 1) == '"') {
                label.append('"');
                n++;
            } else if (each == '"') {
                quoted = !quoted;
            } else if (each == '.' && !quoted) {
                labels.add(label.toString());
                label.setLength(0);
            } else {
                label.append(each);
            }
        }
        labels.add(label.toString());
        return labels;
    }

    /** The same by their names, in that order; those that have no place in it are empty. */
    public static Map<String, String> labels(String subject, List<String> names) {
        List<String> values = names.isEmpty() ? List.of() : labels(subject);
        Map<String, String> labels = new LinkedHashMap<>();
        for (int n = 0; n < names.size(); n++) {
            labels.put(names.get(n), n < values.size() ? values.get(n) : "");
        }
        return labels;
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

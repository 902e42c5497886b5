package dev.pgsonde.local.contest;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a view of a made-up server, as far as they have counted; what is not said of them is nothing. */
final class ViewRows {
    private final View view;
    private final int rows;
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final Map<String, long[]> numbers = new LinkedHashMap<>();

    ViewRows(View view, int rows) {
        this.view = view;
        this.rows = rows;
    }

    ViewRows text(String column, List<String> values) {
        texts.put(column, values);
        return this;
    }

    /** The same number in each row. */
    ViewRows number(String column, long value) {
        Arrays.fill(of(column), value);
        return this;
    }

    void add(String column, int row, long more) {
        of(column)[row] += more;
    }

    long[] of(String column) {
        return numbers.computeIfAbsent(column, any -> new long[rows]);
    }

    Answer answer() {
        List<Column> columns = new ArrayList<>();
        view.columns().forEach((name, described) -> columns.add(column(name, described.kind())));
        return Answer.of(view, columns, 1000);
    }

    private Column column(String name, ColumnKind kind) {
        List<String> text = texts.get(name);
        return text != null
                ? new TextColumn(name, kind, text, new int[0])
                : new LongColumn(name, kind, of(name).clone(), new int[0]);
    }
}

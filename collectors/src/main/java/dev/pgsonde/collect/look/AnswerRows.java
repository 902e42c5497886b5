package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a view that the agent fills itself, gathered one by one; what a row does not name is absent in it. */
public final class AnswerRows {
    private final View view;
    private final Map<String, Gathering> columns = new LinkedHashMap<>();
    private int rows;

    /** All columns hold whole numbers but those named in {@code texts}. */
    public AnswerRows(View view, Collection<String> texts) {
        this.view = view;
        view.columns()
                .forEach((name, described) ->
                        columns.put(name, new Gathering(name, described.kind(), texts.contains(name))));
    }

    /** Begins the next row. */
    public AnswerRows row() {
        rows++;
        return this;
    }

    public AnswerRows text(String column, @Nullable String value) {
        of(column).text(rows - 1, value);
        return this;
    }

    public AnswerRows number(String column, @Nullable Long value) {
        of(column).number(rows - 1, value);
        return this;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    public Answer answer(long tookMicros) {
        List<Column> all =
                columns.values().stream().map(column -> column.column(rows)).toList();
        return Answer.of(view, all, tookMicros);
    }

    private Gathering of(String column) {
        Gathering gathering = columns.get(column);
        if (gathering == null) {
            throw new IllegalArgumentException("view " + view.view() + " has no column " + column);
        }
        return gathering;
    }

    /** One column so far. */
    private static final class Gathering {
        private final String name;
        private final ColumnKind kind;
        private final boolean isText;
        private final List<String> texts = new ArrayList<>();
        private long[] numbers = new long[4];
        private int[] absent = new int[4];
        private int absentCount;
        private int rows;

        Gathering(String name, ColumnKind kind, boolean isText) {
            this.name = name;
            this.kind = kind;
            this.isText = isText;
        }

        void text(int row, @Nullable String value) {
            if (!isText) {
                throw new IllegalArgumentException("column " + name + " holds numbers");
            }
            missUntil(row);
            add(0, value == null ? "" : value, value == null);
        }

        void number(int row, @Nullable Long value) {
            if (isText) {
                throw new IllegalArgumentException("column " + name + " holds text");
            }
            missUntil(row);
            add(value == null ? 0 : value, "", value == null);
        }

        Column column(int allRows) {
            missUntil(allRows);
            int[] missing = Arrays.copyOf(absent, absentCount);
            return isText
                    ? new TextColumn(name, kind, texts, missing)
                    : new LongColumn(name, kind, Arrays.copyOf(numbers, rows), missing);
        }

        private void missUntil(int row) {
            while (rows < row) {
                add(0, "", true);
            }
        }

        private void add(long number, String text, boolean isAbsent) {
            if (isAbsent) {
                absent = absentCount == absent.length ? Arrays.copyOf(absent, 2 * absentCount) : absent;
                absent[absentCount++] = rows;
            }
            if (isText) {
                texts.add(text);
            } else {
                numbers = rows == numbers.length ? Arrays.copyOf(numbers, 2 * rows) : numbers;
                numbers[rows] = number;
            }
            rows++;
        }
    }
}

package dev.pgsonde.schema;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of text; an absent row holds "", which nobody may read. */
@SuppressWarnings("ArrayRecordComponent") // as in LongColumn
public record TextColumn(String name, ColumnKind kind, List<String> values, int[] absent) implements Column {
    public TextColumn {
        values = List.copyOf(values);
    }

    @Override
    public int rows() {
        return values.size();
    }

    @Override
    public @Nullable Object at(int row) {
        return isAbsent(row) ? null : values.get(row);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextColumn that
                && name.equals(that.name)
                && kind == that.kind
                && values.equals(that.values)
                && Arrays.equals(absent, that.absent);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + kind + " " + values;
    }
}

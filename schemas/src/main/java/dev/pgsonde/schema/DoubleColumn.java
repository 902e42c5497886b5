package dev.pgsonde.schema;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of fractions; an absent row holds 0, which nobody may read. */
@SuppressWarnings(
        "ArrayRecordComponent") // boxed lists cost five times as much on the hot path; nobody writes to the arrays
public record DoubleColumn(String name, ColumnKind kind, double[] values, int[] absent) implements Column {
    @Override
    public int rows() {
        return values.length;
    }

    @Override
    public @Nullable Object at(int row) {
        return isAbsent(row) ? null : values[row];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DoubleColumn that
                && name.equals(that.name)
                && kind == that.kind
                && Arrays.equals(values, that.values)
                && Arrays.equals(absent, that.absent);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + " " + kind + " " + Arrays.toString(values);
    }
}

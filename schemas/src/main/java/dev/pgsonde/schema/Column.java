package dev.pgsonde.schema;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One column of a sample: a value a row, and the rows in which there is none. */
public sealed interface Column permits LongColumn, DoubleColumn, TextColumn {
    String name();

    ColumnKind kind();

    int rows();

    /** The rows without a value, in order. */
    int[] absent();

    default boolean isAbsent(int row) {
        return absent().length > 0 && Arrays.binarySearch(absent(), row) >= 0;
    }

    /** The value in {@code row}, or null where the server gave null. */
    @Nullable
    Object at(int row);
}

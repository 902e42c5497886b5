package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one view said in one round, or why it could not be read. */
public record Answer(
        View view, List<Column> columns, @Nullable String unknown, long tookMicros) {
    public Answer {
        columns = List.copyOf(columns);
    }

    public static Answer of(View view, List<Column> columns, long tookMicros) {
        return new Answer(view, columns, null, tookMicros);
    }

    public static Answer unknown(View view, String reason, long tookMicros) {
        return new Answer(view, List.of(), reason, tookMicros);
    }

    int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).rows();
    }
}

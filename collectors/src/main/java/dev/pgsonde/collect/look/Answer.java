package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one view said in one round, or why it could not be read and what mends that.
 *
 * @param lacks whether it is a right, an extension or the like that is lacking, which somebody may give at any time
 * @param serverCpuMicros what the answer cost the server; known on the same machine only
 */
public record Answer(
        View view,
        List<Column> columns,
        @Nullable String unknown,
        @Nullable String remedy,
        boolean lacks,
        long tookMicros,
        @Nullable Long serverCpuMicros) {
    /** Why a view is unknown that nobody had the time to ask; it says nothing of the view. */
    public static final String LATE = "the round took too long";

    public Answer {
        columns = List.copyOf(columns);
    }

    public static Answer of(View view, List<Column> columns, long tookMicros) {
        return new Answer(view, columns, null, null, false, tookMicros, null);
    }

    public static Answer unknown(View view, String reason, long tookMicros) {
        return new Answer(view, List.of(), reason, null, false, tookMicros, null);
    }

    public static Answer failed(View view, String reason, @Nullable String remedy, long tookMicros) {
        return new Answer(view, List.of(), reason, remedy, false, tookMicros, null);
    }

    public static Answer lacking(View view, String reason, @Nullable String remedy, long tookMicros) {
        return new Answer(view, List.of(), reason, remedy, true, tookMicros, null);
    }

    public Answer costing(@Nullable Long cpuMicros) {
        return new Answer(view, columns, unknown, remedy, lacks, tookMicros, cpuMicros);
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).rows();
    }
}

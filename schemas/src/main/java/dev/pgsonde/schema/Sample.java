package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One view of one server at one instant, or why it could not be read. */
public record Sample(
        String source,
        String agent,
        long round,
        Instant at,
        Incarnation incarnation,
        String view,
        String database,
        String subjectKind,
        FrameKind frame,
        List<Column> columns,
        List<String> vanished,
        @Nullable String unknown,
        @Nullable Long since,
        @Nullable Instant tick,
        long everyMs)
        implements Observation {
    public Sample {
        columns = List.copyOf(columns);
        vanished = List.copyOf(vanished);
        int rows = columns.isEmpty() ? 0 : columns.get(0).rows();
        for (Column column : columns) {
            if (column.rows() != rows) {
                throw new IllegalArgumentException("view " + view + ": column " + column.name() + " has "
                        + column.rows() + " rows, " + columns.get(0).name() + " has " + rows);
            }
        }
    }

    /** A sample of an agent that does not say when its round was due, nor how often the view is asked. */
    public Sample(
            String source,
            String agent,
            long round,
            Instant at,
            Incarnation incarnation,
            String view,
            String database,
            String subjectKind,
            FrameKind frame,
            List<Column> columns,
            List<String> vanished,
            @Nullable String unknown,
            @Nullable Long since) {
        this(
                source,
                agent,
                round,
                at,
                incarnation,
                view,
                database,
                subjectKind,
                frame,
                columns,
                vanished,
                unknown,
                since,
                null,
                0);
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).rows();
    }

    /** The name of row {@code row} among the rows of its view: its labels, quoted where SQL would quote them. */
    public String subject(int row) {
        return Subject.of(database, columns, row);
    }
}

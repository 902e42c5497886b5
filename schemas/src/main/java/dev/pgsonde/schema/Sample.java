package dev.pgsonde.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One view of one server at one instant, or why it could not be read. A frame that is larger than a message is published
 * in parts, each of them a sample.
 */
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
        long everyMs,
        int part,
        int parts)
        implements Observation {
    private static final String DATABASE = "database";

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

    /** A frame in one part. */
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
            @Nullable Long since,
            @Nullable Instant tick,
            long everyMs) {
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
                tick,
                everyMs,
                0,
                1);
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

    /** Some of its rows and vanished subjects, as the {@code number}th of {@code all} parts of its frame. */
    public Sample part(List<Column> some, List<String> gone, int number, int all) {
        return new Sample(
                source,
                agent,
                round,
                at,
                incarnation,
                view,
                database,
                subjectKind,
                frame,
                some,
                gone,
                unknown,
                since,
                tick,
                everyMs,
                number,
                all);
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).rows();
    }

    /** What the names of its rows are made of; {@code datname} is the database too. */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        if (!database.isEmpty()) {
            labels.add(DATABASE);
        }
        for (Column column : columns) {
            if (column.kind() == ColumnKind.LABEL) {
                labels.add(column.name().equals("datname") ? DATABASE : column.name());
            }
        }
        return labels;
    }

    /** The name of row {@code row} among the rows of its view: its labels, quoted where SQL would quote them. */
    public String subject(int row) {
        return Subject.of(database, columns, row);
    }
}

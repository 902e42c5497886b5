package dev.pgsonde.local.bench;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Sample;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What a sample on the topic was, without its rows. */
record SampleSeen(
        long round,
        String view,
        String database,
        FrameKind frame,
        int rows,
        long bytes,
        boolean known,
        Set<String> columns) {
    SampleSeen {
        columns = Set.copyOf(columns);
    }

    static SampleSeen of(Sample sample, long bytes) {
        Set<String> columns = new TreeSet<>();
        for (Column column : sample.columns()) {
            if (isFigure(column)) {
                columns.add(column.name());
            }
        }
        return new SampleSeen(
                sample.round(),
                sample.view(),
                sample.database(),
                sample.frame(),
                sample.rows(),
                bytes,
                sample.unknown() == null,
                columns);
    }

    /** With the next part of the same frame. */
    SampleSeen and(SampleSeen part) {
        Set<String> both = new TreeSet<>(columns);
        both.addAll(part.columns);
        return new SampleSeen(round, view, database, frame, rows + part.rows, bytes + part.bytes, known, both);
    }

    /** A number or a fact, of which there is one at least: a name says nothing, and an absent column neither. */
    private static boolean isFigure(Column column) {
        return (column.kind() == ColumnKind.COUNTER
                        || column.kind() == ColumnKind.GAUGE
                        || column.kind() == ColumnKind.FACT)
                && IntStream.range(0, column.rows()).anyMatch(row -> !column.isAbsent(row));
    }
}

package dev.pgsonde.streams.window;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One view of one database in one window, and those of its rows that something is known of, by subject. Large views have
 * thousands: whoever makes one leaves its rows to it, and they keep the order in which they came.
 */
public record ViewWindow(
        String source, Instant start, String view, String database, ViewSums sums, Map<String, RowSums> rows) {
    public ViewWindow {
        rows = Collections.unmodifiableMap(rows);
    }

    /** The same, as a part of a coarser window. */
    public ViewWindow in(Instant coarserStart) {
        return new ViewWindow(source, coarserStart, view, database, sums, rows);
    }

    public ViewWindow with(ViewSums other) {
        return new ViewWindow(source, start, view, database, other, rows);
    }

    /** Every row's gauges told for every look. */
    public ViewWindow complete() {
        if (rows.values().stream().allMatch(row -> row.readings() == null)) {
            return this;
        }
        Map<String, RowSums> told = new LinkedHashMap<>();
        rows.forEach((subject, row) -> {
            Readings readings = row.readings();
            told.put(subject, readings == null ? row : row.reading(readings.carriedTo(sums.looks())));
        });
        return new ViewWindow(source, start, view, database, sums, told);
    }

    /** This and a later part of the same window, with the same columns and both complete. */
    public ViewWindow and(ViewWindow later) {
        Map<String, RowSums> all = new LinkedHashMap<>(rows);
        later.rows.forEach(
                (subject, row) -> all.merge(subject, row, (before, after) -> after(before, sums.looks(), after)));
        return new ViewWindow(source, start, view, database, sums.and(later.sums), all);
    }

    /** One row of this after {@code before}, which is the same row so far in the coarser window, or an empty one. */
    public static RowSums after(RowSums before, int looksBefore, RowSums complete) {
        Readings then = complete.readings();
        if (then == null) {
            return before.and(complete, before.readings());
        }
        Readings so = before.readings() == null ? Readings.of(then.held()) : before.readings();
        return before.and(complete, so.carriedTo(looksBefore).and(then));
    }
}

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
}

package dev.pgsonde.streams.delta;

import java.util.List;

/**
 * Which numbers the rows of a view hold, in the order of its columns.
 *
 * @param labels what the rows' names are made of
 */
public record Layout(List<String> labels, List<String> counters, List<String> gauges, List<String> resets) {
    /** The reset column that says since when a row has counted from zero. */
    private static final String SINCE = "since";

    public Layout {
        labels = List.copyOf(labels);
        counters = List.copyOf(counters);
        gauges = List.copyOf(gauges);
        resets = List.copyOf(resets);
    }

    /** Its place among the resets, or -1. */
    public int since() {
        return resets.indexOf(SINCE);
    }
}

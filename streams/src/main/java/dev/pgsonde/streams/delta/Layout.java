package dev.pgsonde.streams.delta;

import java.util.List;

/** Which numbers the rows of a view hold, in the order of its columns. */
public record Layout(List<String> counters, List<String> gauges, List<String> resets) {
    public Layout {
        counters = List.copyOf(counters);
        gauges = List.copyOf(gauges);
        resets = List.copyOf(resets);
    }
}

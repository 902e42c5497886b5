package dev.pgsonde.deliver.watch;

import java.util.Map;

/** How far the streams have come with samples, and how many there are, by partition; empty when nothing is known of them. */
public record StreamsPosition(Map<Integer, Long> processed, Map<Integer, Long> ends) {
    public StreamsPosition {
        processed = Map.copyOf(processed);
        ends = Map.copyOf(ends);
    }

    long processed(int partition) {
        return processed.getOrDefault(partition, 0L);
    }
}

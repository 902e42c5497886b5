package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;

/** The end of one look at a server: every sample of the round stands before it on the topic. */
public record Round(String source, String agent, long round, Instant at, long everyMs, List<ViewCost> costs)
        implements Observation {
    public Round {
        costs = List.copyOf(costs);
    }

    /** What one view cost in this round. */
    public record ViewCost(String view, int rows, long tookUs) {}
}

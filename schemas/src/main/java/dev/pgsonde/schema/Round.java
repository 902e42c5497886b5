package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of one look at a server: every sample of the round stands before it on the topic. */
public record Round(
        String source,
        String agent,
        long round,
        Instant at,
        long everyMs,
        List<ViewCost> costs,
        @Nullable Instant tick) implements Observation {
    public Round {
        costs = List.copyOf(costs);
    }

    /** The end of a round of which the agent does not say when it was due. */
    public Round(String source, String agent, long round, Instant at, long everyMs, List<ViewCost> costs) {
        this(source, agent, round, at, everyMs, costs, null);
    }

    /** What one view cost in this round. */
    public record ViewCost(String view, int rows, long tookUs) {}
}

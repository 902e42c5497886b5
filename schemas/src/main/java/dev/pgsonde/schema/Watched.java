package dev.pgsonde.schema;

import dev.pgsonde.schema.Report.AgentCondition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source that delivery expects to be sampled, and the agents that it has reports of. */
public record Watched(
        String source, Instant firstSeen, @Nullable Instant sampledAt, List<WatchedAgent> agents) {
    public Watched {
        agents = List.copyOf(agents);
    }

    /** An agent's last report, and when it was received. */
    public record WatchedAgent(
            String agent,
            AgentCondition condition,
            @Nullable String reason,
            Instant firstSeen,
            Instant seen,
            long nextWithinMs,
            long records) {}
}

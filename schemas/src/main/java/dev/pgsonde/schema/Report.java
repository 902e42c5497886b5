package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an agent fares and what it costs the server, after each round, and regularly while it has none. */
public record Report(
        String source,
        String agent,
        Instant at,
        AgentState state,
        long round,
        long tookUs,
        @Nullable Long serverCpuUs,
        long agentCpuUs,
        long residentBytes,
        int connections,
        long records,
        long bytes,
        long spooledRecords,
        long spooledBytes,
        long lostRecords,
        List<ViewReport> views,
        AgentCondition condition,
        @Nullable String reason,
        @Nullable Instant conditionSince,
        long nextWithinMs) {
    public Report {
        views = List.copyOf(views);
    }

    /** Whether the agent samples, or waits until the one that does is gone. */
    public enum AgentState {
        ACTIVE,
        STANDBY
    }

    /**
     * What holds for the source: it is sampled, another agent samples it, PostgreSQL does not answer or refuses, something
     * else stands in the way, or the agent was stopped on purpose. An older agent does not say.
     */
    public enum AgentCondition {
        UNKNOWN,
        SAMPLING,
        STANDBY,
        UNREACHABLE,
        FAILING,
        STOPPING
    }

    /** What one view cost in the round. */
    public record ViewReport(
            String view,
            String database,
            int rows,
            long tookUs,
            @Nullable Long serverCpuUs,
            long bytes,
            @Nullable String skipped) {}
}

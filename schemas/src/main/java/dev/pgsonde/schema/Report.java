package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an agent fares and what it costs the server, after each round and while it stands by. */
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
        List<ViewReport> views) {
    public Report {
        views = List.copyOf(views);
    }

    /** Whether the agent samples, or waits until the one that does is gone. */
    public enum AgentState {
        ACTIVE,
        STANDBY
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

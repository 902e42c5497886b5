package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source as its agents report of it. */
record SourceTrack(
        String source, Instant firstSeen, @Nullable Instant sampledAt, Map<String, AgentTrack> byName) {
    SourceTrack {
        byName = new LinkedHashMap<>(byName);
    }

    static SourceTrack of(Watched written) {
        Map<String, AgentTrack> agents = new LinkedHashMap<>();
        written.agents().forEach(agent -> agents.put(agent.agent(), AgentTrack.of(agent)));
        return new SourceTrack(written.source(), written.firstSeen(), written.sampledAt(), agents);
    }

    static SourceTrack first(String source, Instant at) {
        return new SourceTrack(source, at, null, Map.of());
    }

    SourceTrack received(Report report, Instant at, Duration silentAfter) {
        AgentTrack before = byName.get(report.agent());
        AgentTrack now = before == null ? AgentTrack.first(report, at) : before.next(report, at);
        Map<String, AgentTrack> agents = new LinkedHashMap<>(byName);
        agents.put(report.agent(), now);
        return new SourceTrack(source, firstSeen, now.samplesAt(at, silentAfter) ? at : sampledAt, agents);
    }

    SourceTrack without(Collection<String> agents) {
        Map<String, AgentTrack> left = new LinkedHashMap<>(byName);
        agents.forEach(left::remove);
        return new SourceTrack(source, firstSeen, sampledAt, left);
    }

    Collection<AgentTrack> agents() {
        return List.copyOf(byName.values());
    }

    /** When it was last sampled, or first heard of if it never was. */
    Instant lastSampled() {
        return sampledAt == null ? firstSeen : sampledAt;
    }

    Instant lastSeen() {
        return byName.values().stream().map(agent -> agent.last().seen()).reduce(firstSeen, Horizon::later);
    }

    /** Agents of which nothing more is expected: stopped, or silent while one that came later is there in their stead. */
    List<String> replaced(Horizon horizon, Duration silentAfter) {
        return byName.values().stream()
                .filter(agent -> agent.isSilent(horizon, silentAfter))
                .filter(agent -> hasOtherThan(agent, horizon, silentAfter))
                .map(agent -> agent.last().agent())
                .toList();
    }

    private boolean hasOtherThan(AgentTrack gone, Horizon horizon, Duration silentAfter) {
        return byName.values().stream()
                .filter(other -> !other.last().agent().equals(gone.last().agent())
                        && horizon.covers(other.last().seen()))
                .filter(other -> !other.isSilent(horizon, silentAfter) && !other.is(AgentCondition.STOPPING))
                .anyMatch(other -> gone.is(AgentCondition.STOPPING)
                        || other.last().firstSeen().isAfter(gone.last().seen()));
    }

    Watched written() {
        return new Watched(
                source,
                firstSeen,
                sampledAt,
                byName.values().stream().map(AgentTrack::last).toList());
    }
}

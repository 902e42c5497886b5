package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Report.AgentCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Says what is wrong with one source: at most one thing, the nearest to its cause, and which of its other agents are gone.
 * A source whose agent is dead is no silent source beside that.
 */
record SourceJudge(SourceTrack track, Horizon horizon, Duration silentAfter) {
    private static final int NAMED = 3;

    WatchResult result() {
        if (isSampled()) {
            return new WatchResult(lost(), this::isUndecidedAgent);
        }
        if (horizon.silence(track.lastSampled()).compareTo(limit()) < 0 || isBeginning()) {
            return WatchResult.undecided(key -> key.source().equals(track.source()));
        }
        return WatchResult.of(List.of(outage()));
    }

    private boolean isSampled() {
        Instant at = track.sampledAt();
        return at != null && horizon.covers(at) && horizon.silence(at).compareTo(limit()) < 0;
    }

    /** After an outage the agent says that it samples before its samples can arrive: until then the outage goes on. */
    private boolean isBeginning() {
        return track.agents().stream().anyMatch(agent -> isLive(agent) && agent.beginsAt(horizon.until(), silentAfter));
    }

    /** Of the agent that reports most seldom; who says that it does not sample is taken at its word. */
    private Duration limit() {
        return track.agents().stream()
                .filter(agent -> agent.is(AgentCondition.SAMPLING))
                .map(agent -> agent.limit(silentAfter))
                .reduce(silentAfter, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Finding outage() {
        List<AgentTrack> live = track.agents().stream().filter(this::isLive).toList();
        for (AgentCondition condition : List.of(
                AgentCondition.UNREACHABLE, AgentCondition.FAILING, AgentCondition.SAMPLING, AgentCondition.STANDBY)) {
            Optional<AgentTrack> found = live.stream()
                    .filter(agent -> agent.is(condition))
                    .max((one, other) ->
                            one.last().seen().compareTo(other.last().seen()));
            if (found.isPresent()) {
                return of(condition, found.get());
            }
        }
        return gone();
    }

    private boolean isLive(AgentTrack agent) {
        return horizon.covers(agent.last().seen())
                && !agent.isSilent(horizon, silentAfter)
                && !agent.is(AgentCondition.STOPPING);
    }

    private Finding of(AgentCondition condition, AgentTrack agent) {
        String source = track.source();
        String name = agent.last().agent();
        String reason = agent.last().reason() == null ? "" : ": " + agent.last().reason();
        return switch (condition) {
            case UNREACHABLE ->
                finding(
                        Outage.SERVER_UNREACHABLE,
                        source + " cannot be reached" + reason + " (agent " + name + ", which goes on trying)");
            case FAILING ->
                finding(
                        Outage.AGENT_FAILING,
                        source + " is not sampled" + reason + " (agent " + name + ", which goes on trying)");
            case STANDBY ->
                finding(
                        Outage.SOURCE_NOT_SAMPLED,
                        source + " is sampled by nobody: agent " + name
                                + " stands by behind another that does not report");
            default ->
                finding(
                        Outage.SOURCE_SILENT,
                        "nothing of " + source + " arrives in Kafka, although agent " + name + " says that it samples");
        };
    }

    private Finding gone() {
        String source = track.source();
        Instant lastGoodbye = track.agents().stream()
                .filter(agent -> agent.is(AgentCondition.STOPPING))
                .map(agent -> agent.last().seen())
                .reduce(Instant.MIN, Horizon::later);
        List<AgentTrack> dead = track.agents().stream()
                .filter(agent -> !agent.is(AgentCondition.STOPPING) && !isLongBefore(agent, lastGoodbye))
                .toList();
        if (dead.isEmpty()) {
            return finding(
                    Outage.AGENT_STOPPED,
                    source + " is not watched: agent " + names(track.agents())
                            + " was stopped, and no other has started; if " + source
                            + " is gone for good, say: pgsonde forget " + source);
        }
        return finding(
                Outage.AGENT_SILENT,
                "no agent of " + source + " reports: " + names(dead)
                        + " is dead, or does not reach Kafka; last report at " + track.lastSeen());
    }

    /** What was gone already when the last one was stopped is not what ended it. */
    private boolean isLongBefore(AgentTrack agent, Instant lastGoodbye) {
        return lastGoodbye.isAfter(Instant.MIN)
                && agent.last().seen().plus(silentAfter).isBefore(lastGoodbye);
    }

    private static String names(Collection<AgentTrack> agents) {
        return agents.stream().limit(NAMED).map(agent -> agent.last().agent()).collect(Collectors.joining(", "));
    }

    private Finding finding(Outage kind, String evidence) {
        Duration silence = Duration.between(track.lastSampled(), horizon.until());
        return new Finding(
                new AlertKey(kind, track.source(), track.source()),
                "server",
                track.lastSampled(),
                new Finding.Measure(silence.toSeconds(), silentAfter.toSeconds(), "seconds without samples"),
                evidence);
    }

    /** Agents that died while another samples. */
    private List<Finding> lost() {
        List<Finding> lost = new ArrayList<>();
        for (AgentTrack agent : track.agents()) {
            if (agent.isSilent(horizon, silentAfter) && !agent.is(AgentCondition.STOPPING)) {
                lost.add(lost(agent));
            }
        }
        return lost;
    }

    private Finding lost(AgentTrack agent) {
        String name = agent.last().agent();
        return new Finding(
                new AlertKey(Outage.AGENT_LOST, track.source(), name),
                "agent",
                agent.last().seen(),
                new Finding.Measure(
                        horizon.silence(agent.last().seen()).toSeconds(),
                        silentAfter.toSeconds(),
                        "seconds without a report"),
                "agent " + name + " of " + track.source() + " does not report; another samples meanwhile");
    }

    /** One that was last seen before the horizon, for which it is too early. */
    private boolean isUndecidedAgent(AlertKey key) {
        Predicate<AgentTrack> early =
                agent -> !horizon.covers(agent.last().seen()) && !agent.isSilent(horizon, silentAfter);
        AgentTrack agent = track.byName().get(key.subject());
        return key.kind() == Outage.AGENT_LOST
                && key.source().equals(track.source())
                && agent != null
                && early.test(agent);
    }
}

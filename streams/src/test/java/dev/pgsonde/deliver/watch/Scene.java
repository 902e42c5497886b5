package dev.pgsonde.deliver.watch;

import dev.pgsonde.deliver.watch.PipelineWatch.Changes;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Report.AgentState;
import dev.pgsonde.schema.Watched;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pipeline with a clock made by hand: each step is five seconds, in which agents report and the streams go on. */
final class Scene {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final int STEP = 5;
    private static final WatchLimits LIMITS = WatchLimits.STANDARD;

    private PipelineWatch watch = new PipelineWatch(LIMITS, "pgsonde-streams");
    private Instant since = START;
    private Instant now = START;
    private final Map<String, Said> agents = new LinkedHashMap<>();
    private final Map<String, Watched> watchedTopic = new HashMap<>();
    private final Map<String, Alert> alertsTopic = new LinkedHashMap<>();
    private final List<Alert> transitions = new ArrayList<>();
    private final Map<String, Long> records = new HashMap<>();
    private long processed;
    private boolean streamsRun = true;
    private boolean samplesArrive = true;

    private record Said(
            String source,
            AgentCondition condition,
            @Nullable String reason) {}

    PipelineWatch watch() {
        return watch;
    }

    Instant now() {
        return now;
    }

    Scene agent(String name, String source, AgentCondition condition) {
        agents.put(
                name,
                new Said(source, condition, condition == AgentCondition.UNREACHABLE ? "connection refused" : null));
        return this;
    }

    /** Silent from now on. */
    Scene kill(String agent) {
        agents.remove(agent);
        return this;
    }

    /** It says that it stops, and then nothing. */
    Scene stop(String agent) {
        Said said = agents.remove(agent);
        if (said != null) {
            report(agent, new Said(said.source(), AgentCondition.STOPPING, null));
        }
        return this;
    }

    /** Whether anything comes of what agents say that they sample. */
    Scene samples(boolean arrive) {
        samplesArrive = arrive;
        return this;
    }

    Scene streams(boolean run) {
        streamsRun = run;
        return this;
    }

    /** Kafka was away: nobody could report, and nothing could be read. */
    Scene kafkaAway(Duration away) {
        now = now.plus(away);
        since = now;
        return this;
    }

    /** Another instance goes on, with what is on the topics. */
    Scene takenOver() {
        watch = new PipelineWatch(LIMITS, "pgsonde-streams");
        alertsTopic.values().forEach(watch::restore);
        watchedTopic.forEach(watch::restore);
        since = now;
        return this;
    }

    Scene forget(String source) {
        watchedTopic.remove(source);
        watch.restore(source, null);
        return this;
    }

    Scene reject(int records, String source, String reason) {
        for (int n = 0; n < records; n++) {
            watch.received(new Reject(source, "pgsonde.samples", 0, n, reason, ByteBuffer.allocate(0)), now);
        }
        return this;
    }

    Scene pass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plusSeconds(STEP);
            List.copyOf(agents.entrySet()).forEach(each -> report(each.getKey(), each.getValue()));
            long samples = records.values().stream().mapToLong(Long::longValue).sum();
            processed = streamsRun ? samples : processed;
            watch.received(new StreamsPosition(Map.of(0, processed), Map.of(0, samples)), now);
            Changes changes = watch.judge(new Horizon(since, now), now);
            changes.alerts().forEach(alert -> alertsTopic.put(alert.id(), alert));
            changes.watched().forEach(source -> watchedTopic.put(source.source(), source));
            changes.forgotten().forEach(watchedTopic::remove);
            watch.published(changes, now);
            transitions.addAll(changes.alerts());
        }
        return this;
    }

    private void report(String agent, Said said) {
        boolean samples = said.condition() == AgentCondition.SAMPLING;
        records.merge(agent, samples && samplesArrive ? 10L : 0, Long::sum);
        watch.received(
                new Report(
                        said.source(),
                        agent,
                        now,
                        samples ? AgentState.ACTIVE : AgentState.STANDBY,
                        0,
                        0,
                        null,
                        0,
                        0,
                        1,
                        records.getOrDefault(agent, 0L),
                        0,
                        0,
                        0,
                        0,
                        List.of(),
                        said.condition(),
                        said.reason(),
                        null,
                        10_000),
                now);
    }

    /** Each transition since the last call, as metric, subject and stage. */
    List<String> told() {
        List<String> told = transitions.stream()
                .map(alert -> alert.metric() + " of " + alert.subject() + " " + alert.stage())
                .toList();
        transitions.clear();
        return told;
    }

    Alert alert(String metric) {
        return alertsTopic.values().stream()
                .filter(alert -> alert.metric().equals(metric))
                .reduce((one, next) -> next)
                .orElseThrow();
    }
}

package dev.pgsonde.collect;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.collect.publish.Throughput;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Report.AgentState;
import dev.pgsonde.schema.Report.ViewReport;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the reports of one source: how its agent fares, and what it cost the server. Any thread may call it. */
final class Reporter {
    private static final Throughput NOTHING_SENT = new Throughput(0, 0, 0, 0, 0);

    private final String source;
    private final String agent;
    private final Duration nextWithin;
    private final LongSupplier nanos;
    private final Map<String, Integer> sizes = new HashMap<>();
    private Throughput sent = NOTHING_SENT;
    private Condition condition = new Condition(AgentCondition.UNKNOWN, null, null);
    private long round;
    private long started;

    /** What holds, why, and since when. */
    private record Condition(
            AgentCondition kind,
            @Nullable String reason,
            @Nullable Instant since) {}

    Reporter(String source, String agent, Duration nextWithin, LongSupplier nanos) {
        this.source = source;
        this.agent = agent;
        this.nextWithin = nextWithin;
        this.nanos = nanos;
    }

    synchronized void begin() {
        started = nanos.getAsLong();
        sizes.clear();
    }

    /** A frame of the round, or a part of one, has been handed on, so many bytes of it. */
    synchronized void sent(Sample sample, int bytes) {
        round = sample.round();
        sizes.merge(name(sample.database(), sample.view()), bytes, Integer::sum);
    }

    /** So much has arrived in Kafka by now. */
    synchronized void arrived(Throughput throughput) {
        sent = throughput;
    }

    synchronized Report active(List<Part> parts, int connections) {
        List<ViewReport> views = parts.stream()
                .flatMap(part -> part.answers().stream().map(answer -> view(part, answer)))
                .toList();
        Instant at = parts.get(0).moment().at();
        become(AgentCondition.SAMPLING, null, at);
        long took = TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - started);
        return report(at, took, views, connections);
    }

    /** Of what holds now, as long as there is no round to tell of. */
    synchronized Report now(AgentCondition kind, @Nullable String reason, Instant at) {
        become(kind, reason, at);
        boolean connected = kind == AgentCondition.SAMPLING || kind == AgentCondition.STANDBY;
        return report(at, 0, List.of(), connected ? 1 : 0);
    }

    private void become(AgentCondition kind, @Nullable String reason, Instant at) {
        boolean same = kind == condition.kind();
        condition = new Condition(kind, reason, same ? condition.since() : at);
    }

    private Report report(Instant at, long tookUs, List<ViewReport> views, int connections) {
        boolean sampling = condition.kind() == AgentCondition.SAMPLING;
        return new Report(
                source,
                agent,
                at,
                sampling ? AgentState.ACTIVE : AgentState.STANDBY,
                sampling ? round : 0,
                tookUs,
                serverCpu(views),
                OwnCost.cpuMicros(),
                OwnCost.residentBytes(),
                connections,
                sent.records(),
                sent.bytes(),
                sent.spooledRecords(),
                sent.spooledBytes(),
                sent.lostRecords(),
                views,
                condition.kind(),
                condition.reason(),
                condition.since(),
                condition.kind() == AgentCondition.STOPPING ? 0 : nextWithin.toMillis());
    }

    private static @Nullable Long serverCpu(List<ViewReport> views) {
        List<Long> known = views.stream()
                .map(ViewReport::serverCpuUs)
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty()
                ? null
                : known.stream().mapToLong(Long::longValue).sum();
    }

    private ViewReport view(Part part, Answer answer) {
        boolean local = answer.view().scope() == View.Scope.DATABASE;
        String database = local ? part.moment().database() : "";
        return new ViewReport(
                answer.view().view(),
                database,
                answer.rows(),
                answer.tookMicros(),
                answer.serverCpuMicros(),
                sizes.getOrDefault(name(database, answer.view().view()), 0),
                answer.unknown());
    }

    private static String name(String database, String view) {
        return database + '/' + view;
    }
}

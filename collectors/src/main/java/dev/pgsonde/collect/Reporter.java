package dev.pgsonde.collect;

import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.collect.publish.Throughput;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentState;
import dev.pgsonde.schema.Report.ViewReport;
import dev.pgsonde.schema.Sample;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says after each round how the agent fares and what it cost the server. */
final class Reporter {
    private final String source;
    private final String agent;
    private final LongSupplier nanos;
    private final Supplier<Throughput> throughput;
    private final Map<String, Integer> sizes = new HashMap<>();
    private long round;
    private long started;

    Reporter(String source, String agent, LongSupplier nanos, Supplier<Throughput> throughput) {
        this.source = source;
        this.agent = agent;
        this.nanos = nanos;
        this.throughput = throughput;
    }

    void begin() {
        started = nanos.getAsLong();
        sizes.clear();
    }

    /** One record of the round has been handed on, so many bytes of it. */
    void sent(Observation observation, int bytes) {
        if (observation instanceof Sample sample) {
            round = sample.round();
            sizes.put(name(sample.database(), sample.view()), bytes);
        }
    }

    Report active(List<Part> parts, int connections) {
        List<ViewReport> views = parts.stream()
                .flatMap(part -> part.answers().stream().map(answer -> view(part, answer)))
                .toList();
        Instant at = parts.get(0).moment().at();
        return report(at, AgentState.ACTIVE, round, views, connections);
    }

    Report standby(Instant at) {
        begin();
        return report(at, AgentState.STANDBY, 0, List.of(), 1);
    }

    private Report report(Instant at, AgentState state, long round, List<ViewReport> views, int connections) {
        Throughput sent = throughput.get();
        return new Report(
                source,
                agent,
                at,
                state,
                round,
                TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - started),
                serverCpu(views),
                OwnCost.cpuMicros(),
                OwnCost.residentBytes(),
                connections,
                sent.records(),
                sent.bytes(),
                sent.spooledRecords(),
                sent.spooledBytes(),
                sent.lostRecords(),
                views);
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

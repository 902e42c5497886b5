package dev.pgsonde.collect.http;

import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentCondition;
import dev.pgsonde.schema.Report.AgentState;
import dev.pgsonde.schema.Report.ViewReport;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The newest reports as Prometheus takes them: seconds and bytes, counters for what only grows. */
final class Metrics {
    private static final String PREFIX = "pgsonde_agent_";
    private static final double MICROS = 1e6;
    private static final String CONDITIONS =
            Arrays.stream(AgentCondition.values()).map(Metrics::name).collect(Collectors.joining(", "));

    /** One source and one of its reports. */
    private record Heard(Watched watched, Report report) {}

    private final List<Heard> all;
    private final MetricSnapshots.Builder metrics = MetricSnapshots.builder();

    private Metrics(List<Watched> sources) {
        all = sources.stream().flatMap(watched -> heard(watched).stream()).toList();
    }

    private static List<Heard> heard(Watched watched) {
        Report newest = watched.newest();
        return newest == null ? List.of() : List.of(new Heard(watched, newest));
    }

    static MetricSnapshots of(List<Watched> sources) {
        Metrics metrics = new Metrics(sources);
        metrics.conditions(sources);
        metrics.rounds();
        metrics.cost();
        metrics.delivery();
        metrics.views();
        return metrics.metrics.build();
    }

    /** Of sources too that nothing has been heard of yet. */
    private void conditions(List<Watched> sources) {
        GaugeSnapshot.Builder conditions = GaugeSnapshot.builder()
                .name(PREFIX + "condition")
                .help("1 for what holds for the source: " + CONDITIONS + "; 0 for the others.");
        CounterSnapshot.Builder failures = CounterSnapshot.builder()
                .name(PREFIX + "failures")
                .help("How often the source became unreachable, or its agent failed.");
        for (Watched watched : sources) {
            for (AgentCondition condition : AgentCondition.values()) {
                Labels labels = Labels.of("source", watched.source(), "condition", name(condition));
                conditions.dataPoint(point(labels, watched.condition() == condition ? 1 : 0));
            }
            failures.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(Labels.of("source", watched.source()))
                    .value((double) watched.sums().failures())
                    .build());
        }
        metrics.metricSnapshot(conditions.build()).metricSnapshot(failures.build());
    }

    private static String name(AgentCondition condition) {
        return condition.name().toLowerCase(Locale.ROOT);
    }

    private void rounds() {
        gauge(
                "active",
                "1 when the agent samples, 0 when it stands by for another one.",
                heard -> heard.report().state() == AgentState.ACTIVE ? 1 : 0);
        counter("rounds", "Rounds that ended.", heard -> heard.watched().sums().rounds());
        gauge(
                "last_round_timestamp_seconds",
                "The time of the last report on the server's clock.",
                heard -> heard.report().at().toEpochMilli() / 1e3);
        gauge(
                "last_round_duration_seconds",
                "The last round, from its first question to its last record.",
                heard -> heard.report().tookUs() / MICROS);
        gauge("connections", "Connections that the agent holds to the server.", heard -> heard.report()
                .connections());
    }

    private void cost() {
        counter(
                "cpu_seconds",
                "CPU that the agent has used.",
                heard -> heard.report().agentCpuUs() / MICROS);
        gauge("resident_memory_bytes", "Memory of the agent's process.", heard -> heard.report()
                .residentBytes());
        List<Heard> known = all.stream()
                .filter(heard -> heard.report().serverCpuUs() != null)
                .toList();
        if (!known.isEmpty()) {
            counter(
                    "server_cpu_seconds",
                    "CPU that the rounds have taken of the server; known on the same machine only.",
                    known,
                    heard -> heard.watched().sums().serverCpuMicros() / MICROS);
        }
    }

    private void delivery() {
        counter("records", "Records that arrived in Kafka.", heard -> heard.report()
                .records());
        counter("record_bytes", "Their size before compression.", heard -> heard.report()
                .bytes());
        counter("lost_records", "Records that will never arrive.", heard -> heard.report()
                .lostRecords());
        gauge("spooled_records", "Records that wait for Kafka.", heard -> heard.report()
                .spooledRecords());
        gauge("spooled_bytes", "What they take on disk.", heard -> heard.report()
                .spooledBytes());
    }

    private void views() {
        perView("view_rows", "Rows of the view in its last round.", ViewReport::rows);
        perView("view_duration_seconds", "What the view took in its last round.", view -> view.tookUs() / MICROS);
        perView("view_record_bytes", "The record that was published of it.", ViewReport::bytes);
        perView("view_skipped", "1 when the view could not be read.", view -> view.skipped() == null ? 0 : 1);
    }

    private void gauge(String name, String help, ToDoubleFunction<Heard> value) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        all.forEach(heard -> gauge.dataPoint(point(labels(heard, null), value.applyAsDouble(heard))));
        metrics.metricSnapshot(gauge.build());
    }

    private void counter(String name, String help, ToDoubleFunction<Heard> value) {
        counter(name, help, all, value);
    }

    private void counter(String name, String help, List<Heard> of, ToDoubleFunction<Heard> value) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(PREFIX + name).help(help);
        of.forEach(heard -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels(heard, null))
                .value(value.applyAsDouble(heard))
                .build()));
        metrics.metricSnapshot(counter.build());
    }

    private void perView(String name, String help, ToDoubleFunction<ViewReport> value) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        for (Heard heard : all) {
            for (ViewReport view : heard.report().views()) {
                gauge.dataPoint(point(labels(heard, view), value.applyAsDouble(view)));
            }
        }
        metrics.metricSnapshot(gauge.build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static Labels labels(Heard heard, @Nullable ViewReport view) {
        String source = heard.watched().source();
        return view == null
                ? Labels.of("source", source)
                : Labels.of("source", source, "database", view.database(), "view", view.view());
    }
}

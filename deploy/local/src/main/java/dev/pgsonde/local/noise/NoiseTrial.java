package dev.pgsonde.local.noise;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.demo.DemoDatabase;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.record.Scan;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.local.workload.Workload;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.Window;
import dev.pgsonde.schema.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers side by side, one for each kind of noise, watched through the whole pipeline until enough is known. */
final class NoiseTrial implements AutoCloseable {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final double NANOS = 1e9;

    private final List<PostgresPlan> servers;
    private final long seed;
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private final List<Burner> burners = new ArrayList<>();

    NoiseTrial(List<PostgresPlan> servers, long seed) {
        this.servers = List.copyOf(servers);
        this.seed = seed;
    }

    /** A server for each kind, the versions in turn. */
    static List<PostgresPlan> servers(int newestMajor, int oldestMajor) {
        List<PostgresPlan> servers = new ArrayList<>();
        for (NoiseKind kind : NoiseKind.values()) {
            int major = newestMajor - servers.size() % (newestMajor - oldestMajor + 1);
            Map<String, String> settings = new TreeMap<>(Map.of("shared_buffers", "64MB", "track_io_timing", "on"));
            settings.putAll(kind.settings());
            servers.add(new PostgresPlan(kind.text(), major, settings, 0));
        }
        return servers;
    }

    List<Path> record(Stack stack, int windows, Path directory, Progress progress) throws SQLException {
        stack.start(new StreamsPlan(WINDOW));
        Iterator<Postgres> started = stack.postgres().iterator();
        Iterator<PostgresPlan> planned = servers.iterator();
        for (NoiseKind kind : NoiseKind.values()) {
            begin(stack, kind, started.next(), planned.next().major());
        }
        Topics topics = Topics.standard();
        WireFormat<Window> format = WireFormat.of(topics.windows(), new SingleObjectFraming(topics));
        try (Scan scan = Scan.of(Pipeline.at(stack.kafka().bootstrap()), List.of(topics.windows()));
                Progress.Step step = progress.begin("recording")) {
            while (least() < windows) {
                scan.readSome(record -> take(read(format, record.value().get())));
                stack.check();
                workloads.forEach(Workload::requireWell);
                step.now(least() + " of " + windows + " windows of each of " + recorded.size() + " servers");
            }
            step.done(least() + " windows of each of " + recorded.size() + " servers");
        }
        return recorded.stream().map(each -> each.writeTo(directory)).toList();
    }

    private void begin(Stack stack, NoiseKind kind, Postgres server, int major) throws SQLException {
        Workload.Plan plan = Workload.Plan.documents((int) Math.ceil(kind.perSecond()), seed);
        DemoDatabase database = DemoDatabase.create(server, plan.table(), seed + major);
        long nanos = (long) (NANOS * plan.clients() / kind.perSecond());
        workloads.add(Workload.start(
                plan, database::application, kind == NoiseKind.BURSTY ? new Bursts(seed, nanos) : () -> nanos));
        if (kind == NoiseKind.NOISY_HOST) {
            burners.add(Burner.start(seed));
        }
        stack.start(database.watchedAs(kind.text(), WINDOW));
        List<Metric> metrics = Catalog.standard().metrics().stream()
                .filter(metric -> metric.subject().equals("server"))
                .toList();
        String name = "%s-%d-%s".formatted(kind.text(), major, Long.toHexString(seed));
        recorded.add(new Recorded(name, kind.text(), metrics));
    }

    private static Window read(WireFormat<Window> format, byte[] bytes) {
        try {
            return format.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void take(Window window) {
        recorded.forEach(each -> each.add(window));
    }

    private long least() {
        return recorded.stream().mapToLong(Recorded::windows).min().orElse(0);
    }

    @Override
    public void close() {
        workloads.forEach(Workload::close);
        burners.forEach(Burner::close);
    }
}

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

/**
 * Servers side by side, some for each kind of noise, watched through the whole pipeline until enough is known. What they
 * do first is left out: a server that has just been filled, and has not had a checkpoint yet, is still changing.
 */
final class NoiseTrial implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final List<Subject> subjects;
    private final Duration window;
    private final int warmUp;
    private final long seed;
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private final List<Burner> burners = new ArrayList<>();

    /** A server that makes a kind of noise, with so many transactions a second. */
    record Subject(NoiseKind kind, int major, double perSecond) {
        String name() {
            return kind.text() + "-" + major;
        }

        PostgresPlan plan() {
            Map<String, String> settings = new TreeMap<>(Map.of("shared_buffers", "64MB", "track_io_timing", "on"));
            settings.putAll(kind.settings());
            return new PostgresPlan(name(), major, settings, 0);
        }
    }

    NoiseTrial(List<Subject> subjects, Duration window, int warmUp, long seed) {
        this.subjects = List.copyOf(subjects);
        this.window = window;
        this.warmUp = warmUp;
        this.seed = seed;
    }

    /** Some servers for each kind, the second half as busy as the first and so on, the versions in turn. */
    static List<Subject> subjects(int each, int newestMajor, int oldestMajor) {
        List<Subject> subjects = new ArrayList<>();
        for (int busy = 1; busy <= each; busy++) {
            for (NoiseKind kind : NoiseKind.values()) {
                int major = newestMajor - subjects.size() % (newestMajor - oldestMajor + 1);
                subjects.add(new Subject(kind, major, kind.perSecond() / busy));
            }
        }
        return subjects;
    }

    List<Path> record(Stack stack, int windows, Path directory, Progress progress) throws SQLException {
        stack.start(new StreamsPlan(window));
        Iterator<Postgres> started = stack.postgres().iterator();
        for (Subject subject : subjects) {
            begin(stack, subject, started.next());
        }
        Topics topics = Topics.standard();
        WireFormat<Window> format = WireFormat.of(topics.windows(), new SingleObjectFraming(topics));
        try (Scan scan = Scan.of(Pipeline.at(stack.kafka().access()), List.of(topics.windows()));
                Progress.Step step = progress.begin("recording")) {
            while (least() < warmUp + windows) {
                scan.readSome(record -> take(read(format, record.value().get())));
                stack.check();
                workloads.forEach(Workload::requireWell);
                step.now(least() + " of " + (warmUp + windows) + " windows of each of " + recorded.size() + " servers");
            }
            step.done(least() - warmUp + " windows of each of " + recorded.size() + " servers");
        }
        return recorded.stream().map(each -> each.writeTo(directory)).toList();
    }

    private void begin(Stack stack, Subject subject, Postgres server) throws SQLException {
        NoiseKind kind = subject.kind();
        long ownSeed = seed + recorded.size();
        Workload.Plan plan = Workload.Plan.documents((int) Math.ceil(subject.perSecond()), ownSeed);
        DemoDatabase database = DemoDatabase.create(server, plan.table(), ownSeed);
        long nanos = (long) (NANOS * plan.clients() / subject.perSecond());
        workloads.add(Workload.start(
                plan, database::application, kind == NoiseKind.BURSTY ? new Bursts(ownSeed, nanos) : () -> nanos));
        if (kind == NoiseKind.NOISY_HOST && burners.isEmpty()) {
            burners.add(Burner.start(seed));
        }
        stack.start(database.watchedAs(subject.name(), window));
        List<Metric> metrics =
                Catalog.standard().metrics().stream().filter(Metric::isPlain).toList();
        String file = subject.name() + "-" + Long.toHexString(seed);
        recorded.add(new Recorded(file, subject.name(), metrics, warmUp));
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

    private int least() {
        return recorded.stream().mapToInt(Recorded::windows).min().orElse(0);
    }

    @Override
    public void close() {
        workloads.forEach(Workload::close);
        burners.forEach(Burner::close);
    }
}

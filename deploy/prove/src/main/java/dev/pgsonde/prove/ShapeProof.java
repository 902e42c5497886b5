package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.local.bench.EarlierVersion;
import dev.pgsonde.local.demo.DruidWindows;
import dev.pgsonde.local.record.CaughtUp;
import dev.pgsonde.local.record.Pipeline;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.OwnProgram;
import dev.pgsonde.local.stack.Revived;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** The same samples as rows of subjects, and as rows of single counters as they were before: how much of each there is. */
final class ShapeProof implements Proof {
    /** The last state whose windows had a record for each counter. */
    static final String TALL = "fe7a9ee";

    private static final String DEMO = "demo";
    private static final String TALL_TABLE = "windows";
    private static final String TALL_GROUP = "tall";
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<String> WIDE =
            new DruidSpecs(Catalog.standard()).supervisors().keySet();
    private static final List<String> JVM = List.of("-Xmx1024m", "-XX:+UseSerialGC");
    private static final Map<String, String> SETTINGS = Map.of("shared_preload_libraries", "pg_stat_statements");
    private static final Map<String, Integer> LARGE = Map.of("statements", 2500, "tables", 500, "indexes", 1000);

    private final Topics topics = Topics.standard();

    @Override
    public String name() {
        return "shape";
    }

    @Override
    public String about() {
        return "the same samples as rows of subjects and as rows of single counters: at most a third of the records, 0.6 of the bytes";
    }

    @Override
    public List<String> parts() {
        return List.of(DEMO, "large");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        if (!EarlierVersion.isThere(trial.surroundings().home().root(), TALL)) {
            throw new TestAbortedException("no clone that has " + TALL + ", with which it compares");
        }
        Recorded samples = trial.part().equals(DEMO) ? demo(trial) : large(trial);
        return Stack.run(
                trial.surroundings(),
                DataDirectory.create(null, Path.of("/tmp")),
                StackPlan.with(),
                stack -> compare(stack, samples, trial));
    }

    /** A small database with a load of many kinds, watched for as long as a demo takes. */
    private Recorded demo(Trial trial) throws Exception {
        try (AgentTrial place = AgentTrial.on(15, SETTINGS);
                ManyStatements load = ManyStatements.of(place.postgres())) {
            place.agent("agent", place.config("postgres").replace("every: 1s", "every: 10s"));
            Instant end = Instant.now().plusSeconds(trial.times(70, 330));
            Awaitility.await("the end of the demo").forever().until(() -> {
                load.requireWell();
                return Instant.now().isAfter(end);
            });
            return Recorded.of(place.access(), topics.samples());
        }
    }

    /** An hour of a server with 2 500 statements and 500 tables, made up. */
    private Recorded large(Trial trial) throws Exception {
        Instant start = LocalDate.now(ZoneOffset.UTC)
                .minusDays(2)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        EveryView server = new EveryView("of-shape", start, LARGE, trial.random());
        Recorded samples = new Recorded(topics.samples());
        Instant end = start.plus(Duration.ofMinutes(trial.times(6, 60)));
        for (Instant tick = start; !tick.isAfter(end); tick = tick.plus(EveryView.EVERY)) {
            samples.add(server.round(tick, any -> true));
        }
        return samples;
    }

    /** What there is of one shape, in Druid by table. */
    private record Amount(long records, long topicBytes, Map<String, DruidTables.Size> tables) {
        long rows() {
            return tables.values().stream().mapToLong(DruidTables.Size::rows).sum();
        }

        long bytes() {
            return tables.values().stream().mapToLong(DruidTables.Size::bytes).sum();
        }
    }

    private List<Figure> compare(Stack stack, Recorded samples, Trial trial) throws Exception {
        stack.kafka().keepEverything();
        samples.publish(stack.kafka().access());
        trial.progress().now("wide");
        Amount wide = wide(stack);
        trial.progress().now("tall");
        Amount tall = tall(stack, trial);
        trial.progress().now(wide + "; tall: " + tall);
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.tried("records, tall", tall.records(), 1),
                Figure.tried("records, wide", wide.records(), 1),
                Figure.tried("bytes in Druid, tall", tall.bytes(), 1),
                Figure.tried("bytes in Druid, wide", wide.bytes(), 1)));
        if (!trial.sample()) { // what a table and each of its columns take, whatever it holds, is most of a sample
            figures.add(Figure.atMost("records", ratio(wide.records(), tall.records()), "of tall", 1 / 3.0));
            figures.add(Figure.atMost("bytes on the topic", ratio(wide.topicBytes(), tall.topicBytes()), "of tall", 1));
            figures.add(Figure.atMost("rows in Druid", ratio(wide.rows(), tall.rows()), "of tall", 1 / 3.0));
            figures.add(Figure.atMost("bytes in Druid", ratio(wide.bytes(), tall.bytes()), "of tall", 0.6));
        }
        return figures;
    }

    private static double ratio(long one, long other) {
        return (double) one / other;
    }

    private Amount wide(Stack stack) throws Exception {
        Revived streams = stack.start(new StreamsPlan(WINDOW));
        Recorded windows = windows(stack, StreamsPlan.GROUP);
        streams.stop();
        new DruidWindows(stack.druid()).await(windows.count(), PATIENCE, stack::check);
        return amount(stack, windows, WIDE);
    }

    private Amount tall(Stack stack, Trial trial) throws Exception {
        stack.druid().admin().post("indexer/v1/supervisor/terminateAll", "", "to read nothing");
        KafkaTopic.delete(stack.kafka().access(), topics.windows().name());
        Path earlier = EarlierVersion.streams(stack, trial.surroundings().progress(), TALL);
        stack.start(streams(stack, earlier));
        Recorded windows = windows(stack, TALL_GROUP);
        stack.druid().ingest(earlier.resolve("../deploy/druid/windows.json").normalize());
        Awaitility.await("tall windows in Druid").atMost(PATIENCE).until(() -> {
            stack.check();
            return DruidTables.rows(stack.druid(), TALL_TABLE) >= windows.count();
        });
        return amount(stack, windows, Set.of(TALL_TABLE));
    }

    private static OwnProgram streams(Stack stack, Path module) {
        Path config = stack.data().secret("tall.yaml", """
                application_id: %s
                kafka: %s
                state: "%s"
                window: 30s
                """.formatted(
                        TALL_GROUP, stack.kafka().access().yaml(), stack.data().directory(TALL_GROUP)));
        return new OwnProgram(
                TALL_GROUP,
                module.toString(),
                JVM,
                "dev.pgsonde.streams.StreamsMain",
                List.of("--config", config.toString(), "--with-parent"));
    }

    private Recorded windows(Stack stack, String group) {
        try (CaughtUp caughtUp = CaughtUp.of(Pipeline.at(stack.kafka().access()), group)) {
            caughtUp.await(PATIENCE, stack::check);
        }
        return Recorded.of(stack.kafka().access(), topics.windows());
    }

    private Amount amount(Stack stack, Recorded windows, Set<String> tables) throws Exception {
        DruidTables druid = new DruidTables(stack.druid().admin(), tables, PATIENCE);
        druid.publish();
        druid.compact(stack.druid(), stack.home().in("deploy/druid/compaction"));
        return new Amount(windows.count(), windows.bytes(), druid.sizesOfDays(stack.druid()));
    }
}

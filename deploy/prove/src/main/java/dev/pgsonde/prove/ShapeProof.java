package dev.pgsonde.prove;

import dev.pgsonde.local.bench.EarlierVersion;
import dev.pgsonde.local.record.Recording;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.schema.Topics;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** The same samples as rows of subjects, and as rows of single counters as they were before: how much of each there is. */
final class ShapeProof implements Proof {
    /** The last state whose windows had a record for each counter. */
    static final String TALL = "fe7a9ee";

    private static final String DEMO = "demo";
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries",
            "pg_stat_statements",
            "pg_stat_statements.max",
            "10000",
            "track_io_timing",
            "on");

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
        Plan plan = plan(trial);
        Recorded samples = trial.part().equals(DEMO) && !trial.sample() ? recordDemo(trial) : record(plan);
        return Stack.run(
                trial.surroundings(),
                DataDirectory.create(null, Path.of("/tmp")),
                StackPlan.with(),
                stack -> new Shapes(stack, trial, plan.window()).compare(samples));
    }

    /** A sample of the demo has its windows, and is none: that takes six minutes. */
    private static Plan plan(Trial trial) {
        return trial.part().equals(DEMO)
                ? new Plan(ManyStatements::of, 5, 1, 70)
                : new Plan(
                        server -> ManyTables.of(server, trial.times(50, ManyTables.TABLES)),
                        1,
                        3,
                        trial.times(20, 360));
    }

    private static Recorded recordDemo(Trial trial) throws Exception {
        Path recording = trial.directory().resolve("demo.avro");
        DemoRun.of(
                trial.surroundings().home().root(),
                trial.directory().resolve("demo.log"),
                "--record",
                recording.toString());
        return Recorded.of(Recording.open(recording), Topics.standard().samples());
    }

    private interface Loads {
        Load of(Postgres server) throws SQLException;
    }

    /** A large server is asked ten times as often as others, in windows that are ten times shorter: an hour takes six minutes. */
    private record Plan(Loads load, int every, int rounds, int seconds) {
        Duration window() {
            return Duration.ofSeconds((long) rounds * every);
        }
    }

    private Recorded record(Plan plan) throws Exception {
        try (AgentTrial place = AgentTrial.on(15, SETTINGS);
                Load load = plan.load().of(place.postgres())) {
            place.agent("agent", place.config("postgres").replace("every: 1s", "every: " + plan.every() + "s"));
            Instant end = Instant.now().plusSeconds(plan.seconds());
            Awaitility.await("the end of the recording").forever().until(() -> {
                load.requireWell();
                return Instant.now().isAfter(end);
            });
            return Recorded.of(place.access(), Topics.standard().samples());
        }
    }
}

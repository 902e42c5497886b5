package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.record.Json;
import dev.pgsonde.local.record.RunFile;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackOptions;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.local.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole pipeline on a PostgreSQL of its own, and the story of one change and its alert. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows on real servers how WAL per commit doubles, and that pgsonde says why.",
            "Starts PostgreSQL, Kafka and Druid with a document workload, learns what is usual (4 minutes), sets every"
                    + " partition to REPLICA IDENTITY FULL, and waits for the alert."
        },
        footer = {
            "",
            "Everything listens on 127.0.0.1 and lives in one directory, which is deleted at the end.",
            "Exit codes: 0 the story went as told, 1 it did not, 2 wrong usage, 130 interrupted."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int OLDEST = 13;
    private static final int NEWEST = 18;
    private static final int PLOT_ROWS = 10;
    private static final int NARROW = 80;

    private final Surroundings world;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--once", description = "End when the story has been told; otherwise everything stays up.")
    private boolean once;

    @Option(names = "--calm", description = "Change nothing, and expect no alert.")
    private boolean calm;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write what was found out.")
    private @Nullable Path json;

    @Option(names = "--record", paramLabel = "FILE", description = "Where to record the run, for pgsonde replay.")
    private @Nullable Path recording;

    @Option(
            names = "--postgres-major",
            paramLabel = "N",
            defaultValue = "18",
            description = "The version of PostgreSQL, 13 to 18 (default: ${DEFAULT-VALUE}).")
    private int postgresMajor = NEWEST;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long a window is, and how often the agent looks (default: ${DEFAULT-VALUE}).")
    private int window = 5;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Transactions a second, at most (default: ${DEFAULT-VALUE}).")
    private int rate = 300;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "What the documents are made from.")
    private long seed = 1;

    @Mixin
    private StackOptions options = new StackOptions();

    public DemoCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        long begunAt = System.nanoTime();
        Json.requireWritable(json);
        Json.requireWritable(recording);
        DemoPlan plan = plan();
        Integer columns = Integer.getInteger("pgsonde.columns");
        Board board = new Board(world.progress(), world.out(), columns != null);
        Plot.Frame frame = new Plot.Frame(
                columns == null ? NARROW : columns, PLOT_ROWS, isUnicode(world.environment()), ZoneId.systemDefault());
        Surroundings withBoard = new Surroundings(world.home(), world.environment(), board, world.out());
        StackPlan servers = StackPlan.with(PostgresPlan.of(postgresMajor, plan.serverSettings()));
        return Stack.run(
                withBoard,
                options.dataDirectory(),
                options.on(servers),
                stack -> tell(stack, plan, board, frame, begunAt));
    }

    private DemoPlan plan() {
        require(postgresMajor >= OLDEST && postgresMajor <= NEWEST, "--postgres-major must be 13 to 18");
        require(window >= 1 && window <= 60, "--window must be 1 to 60 seconds");
        require(rate >= 20 && rate <= 100_000, "--rate must be 20 to 100000");
        return new DemoPlan(
                postgresMajor,
                Duration.ofSeconds(window),
                Workload.Plan.documents(rate, seed),
                calm,
                once,
                json,
                recording);
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private int tell(Stack stack, DemoPlan plan, Board board, Plot.Frame frame, long begunAt) throws Exception {
        Metric metric = Catalog.standard().metric(DemoPlan.METRIC).orElseThrow();
        try (Scene scene = Scene.set(stack, plan, metric, board, RunFile.folder(world.environment()))) {
            stack.druid();
            Switch change = new Story(plan, scene, metric, board, frame).tell();
            Result result = new Epilogue(plan, stack, scene, board, begunAt).check(change);
            ResultText.lines(result).forEach(board::say);
            if (json != null) {
                Json.write(ResultJson.tree(result, metric), json);
            }
            List<String> complaints = result.complaints();
            complaints.forEach(complaint -> board.say("pgsonde: " + complaint));
            if (!once && complaints.isEmpty()) {
                stayUp(stack, scene, board);
            }
            return complaints.isEmpty() ? 0 : 1;
        }
    }

    /** Until Ctrl-C, or until something dies. */
    private static void stayUp(Stack stack, Scene scene, Board board) throws InterruptedException {
        board.say("");
        board.say("  PostgreSQL  " + scene.database().url() + " (workload running)");
        stack.places().forEach(board::say);
        board.say("Everything stays up; Ctrl-C stops it and deletes what it kept.");
        while (true) {
            scene.check();
            Thread.sleep(Duration.ofSeconds(1).toMillis());
        }
    }

    private static boolean isUnicode(Map<String, String> environment) {
        String locale = List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        String upper = locale.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
    }
}

package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Workbench.Wishes;
import dev.pgsonde.local.record.Json;
import dev.pgsonde.local.stack.StackOptions;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one benchmark, prints what came out, and fails when a goal is missed. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what pgsonde costs, beside what others cost, against its goals.",
            "Without a name it lists the benchmarks. The machine should have nothing else to do."
        },
        footer = {
            "",
            "A goal that could not be measured is not met.",
            "Exit codes: 0 all goals are met, 1 one is not, 2 wrong usage, 130 interrupted."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int OLDEST = 13;
    private static final int NEWEST = 18;

    private final Surroundings world;
    private final List<Benchmark> benchmarks = List.of(
            new AgentBenchmark(),
            new DatabasesBenchmark(),
            new BytesBenchmark(),
            new StreamsBenchmark(),
            new DetectBenchmark());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The benchmark to run.")
    private @Nullable String name;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the goals and all that was measured.")
    private @Nullable Path json;

    @Option(
            names = "--postgres-major",
            paramLabel = "N",
            defaultValue = "15",
            description = "The version of PostgreSQL, 13 to 18 (default: ${DEFAULT-VALUE}).")
    private int postgresMajor = 15;

    @Option(
            names = "--exporter",
            paramLabel = "PATH",
            description = "A newer postgres_exporter to compare with, beside the system's one.")
    private @Nullable Path exporter;

    @Option(names = "--corpus", paramLabel = "DIR", description = "Labelled series for the detector to be tried on.")
    private @Nullable Path corpus;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What made-up series are made of, as an earlier run told it.")
    private @Nullable Long seed;

    @Option(
            names = "--before",
            paramLabel = "COMMIT",
            description = "An earlier commit of this clone, whose topology takes part too (streams).")
    private @Nullable String before;

    @Option(names = "--quick", description = "Measure half as often.")
    private boolean quick;

    @Mixin
    private StackOptions options = new StackOptions();

    public BenchCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        String wanted = name;
        if (wanted == null) {
            list();
            return 0;
        }
        Benchmark benchmark = benchmark(wanted);
        require(postgresMajor >= OLDEST && postgresMajor <= NEWEST, "--postgres-major must be 13 to 18");
        Json.requireWritable(json);
        Path newer = exporter == null ? null : exporter.toAbsolutePath();
        if (newer != null && !Files.isExecutable(newer)) {
            throw new UserError(newer + ": cannot be executed; --exporter takes the path of a postgres_exporter");
        }
        Workbench at = new Workbench(
                world,
                options::dataDirectory,
                options::on,
                new Wishes(postgresMajor, quick, newer, corpus, seed, before));
        Outcome outcome = benchmark.run(at);
        outcome.table().forEach(world.progress()::say);
        GoalTable.lines(outcome.goals()).forEach(world.progress()::say);
        if (json != null) {
            Json.write(outcome.json(), json);
        }
        return outcome.exitCode();
    }

    private void list() {
        TextTable table = new TextTable("ll");
        benchmarks.forEach(benchmark -> table.row("  " + benchmark.name(), benchmark.description()));
        table.lines().forEach(line -> spec.commandLine().getOut().println(line));
        spec.commandLine().getOut().flush();
    }

    private Benchmark benchmark(String wanted) {
        return benchmarks.stream()
                .filter(benchmark -> benchmark.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no benchmark " + wanted + "; there are "
                                + benchmarks.stream().map(Benchmark::name).collect(Collectors.joining(", "))));
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}

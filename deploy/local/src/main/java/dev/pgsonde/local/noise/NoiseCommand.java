package dev.pgsonde.local.noise;

import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackOptions;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records what metrics do while nothing changes. */
@Command(
        name = "noise",
        mixinStandardHelpOptions = true,
        description = {
            "Records what the metrics of real servers do while nothing about them changes: idle, steady, bursty,",
            "checkpointing, vacuuming, and beside somebody else's work; so that a detector can be judged on real noise."
        })
public final class NoiseCommand implements Callable<Integer> {
    /** Older ones do not count full-page images, without which WAL is judged. */
    private static final int OLDEST = 14;

    private static final int NEWEST = 18;

    private final Surroundings world;

    @Parameters(index = "0", paramLabel = "DIR", description = "Where the recordings go: one .csv.gz for each server.")
    private Path directory = Path.of(".");

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "420",
            description = "How many windows of each server (default: ${DEFAULT-VALUE}).")
    private int windows = 420;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a window is, and how often each server is asked (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "36",
            description = {
                "How many windows are left out before (default: ${DEFAULT-VALUE}, past the first checkpoint that",
                "time alone brings, after five minutes)."
            })
    private int warmUp = 36;

    @Option(
            names = "--each",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many servers of each kind, the second half as busy as the first (default: ${DEFAULT-VALUE}).")
    private int each = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Of the workloads; by default another one each time.")
    private @Nullable Long seed;

    @Mixin
    private StackOptions options = new StackOptions();

    public NoiseCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        if (seconds < 1 || windows < 1 || warmUp < 0 || each < 1) {
            throw new UserError("--window, --windows and --each must be 1 at least, and --warm-up 0");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UserError(directory + ": cannot be made a directory: " + e.getMessage(), e);
        }
        long chosen = seed == null ? new Random().nextInt(1 << 24) : seed;
        List<NoiseTrial.Subject> subjects = NoiseTrial.subjects(each, NEWEST, OLDEST);
        List<PostgresPlan> servers =
                subjects.stream().map(NoiseTrial.Subject::plan).toList();
        StackPlan plan = options.on(new StackPlan(0, 2, false, 0, servers));
        List<Path> files = Stack.run(world, options.dataDirectory(), plan, stack -> {
            try (NoiseTrial trial = new NoiseTrial(subjects, Duration.ofSeconds(seconds), warmUp, chosen)) {
                return trial.record(stack, windows, directory, world.progress());
            }
        });
        files.forEach(file -> world.progress().say("  " + file));
        return 0;
    }
}

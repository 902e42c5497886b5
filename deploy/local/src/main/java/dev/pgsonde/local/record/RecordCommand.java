package dev.pgsonde.local.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts what a running pipeline was asked into a file, and tells what its answers come to. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = {
            "Records the samples, changes and annotations of a running pipeline.",
            "Without --bootstrap, of the pgsonde demo that you have running here."
        },
        footer = {"", "Exit codes: 0 recorded, 1 failed, 2 wrong usage."})
public final class RecordCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Surroundings world;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write; it is there only when it is whole.")
    private Path file = Path.of("");

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Where the pipeline's Kafka is.")
    private @Nullable String bootstrap;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client properties for that: TLS, SASL, as Kafka's own tools take them.")
    private @Nullable Path clientConfig;

    @Option(names = "--schema-registry", paramLabel = "URL", description = "Where its schema registry is, if any.")
    private @Nullable String schemaRegistry;

    @Option(
            names = "--group",
            paramLabel = "ID",
            defaultValue = StreamsPlan.GROUP,
            description = "The application id of the pipeline's streams (default: ${DEFAULT-VALUE}).")
    private String group = StreamsPlan.GROUP;

    @Option(names = "--follow", description = "Go on until Ctrl-C.")
    private boolean follow;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write what was recorded.")
    private @Nullable Path json;

    public RecordCommand(Surroundings world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Json.requireWritable(json);
        Json.requireWritable(file);
        Path runFiles = RunFile.folder(world.environment());
        RunFile known = bootstrap == null
                ? RunFile.onlyOne(runFiles)
                : RunFile.at(runFiles, bootstrap).orElse(null);
        String address = bootstrap == null && known != null ? known.bootstrap() : String.valueOf(bootstrap);
        Pipeline bare = clientConfig == null ? Pipeline.at(address) : Pipeline.at(address, clientConfig);
        Pipeline pipeline = schemaRegistry == null ? bare : bare.withRegistry(schemaRegistry);
        Header header = known == null
                ? Header.now(windowOf(pipeline), "")
                : Header.now(Duration.parse(known.window()), known.streams());
        Recorder recorder = new Recorder(pipeline, world.progress());
        if (!follow) {
            tell(pipeline, recorder.record(file, header));
            return 0;
        }
        try (UntilInterrupted interrupted = new UntilInterrupted()) {
            tell(pipeline, recorder.record(file, header, interrupted::isInterrupted));
        }
        return 0;
    }

    private static Duration windowOf(Pipeline pipeline) {
        return AlertLog.windowLength(pipeline)
                .orElseThrow(() -> new UserError("the pipeline at " + pipeline.bootstrap()
                        + " has not closed a window yet; record it when it has"));
    }

    private void tell(Pipeline pipeline, Contents contents) {
        Progress progress = world.progress();
        contents.records().forEach((topic, count) -> progress.say("  %-20s %,9d records".formatted(topic, count)));
        progress.say(String.format(Locale.ROOT, "  %.1f s of samples", seconds(contents)));
        Optional<Answers> answers = answers(pipeline, contents);
        answers.ifPresent(found -> found.lines().forEach(line -> progress.say("  " + line)));
        if (json != null) {
            ObjectNode node = Json.object().put("file", file.toString());
            node.set("records", Json.of(contents.records()));
            node.put("covered_seconds", seconds(contents));
            answers.ifPresent(found -> node.set("digest", found.json()));
            Json.write(node, json);
        }
    }

    /** What the pipeline answered to what was recorded; the streams may be a little behind. */
    private Optional<Answers> answers(Pipeline pipeline, Contents contents) {
        OptionalLong until = contents.lastRoundMs();
        if (until.isEmpty()) {
            return Optional.empty();
        }
        try (CaughtUp caughtUp = CaughtUp.of(pipeline, group)) {
            caughtUp.await(PATIENCE, () -> {});
        }
        return Optional.of(Answers.read(pipeline, until.getAsLong()));
    }

    private static double seconds(Contents contents) {
        return contents.covered().toMillis() / 1000.0;
    }
}

package dev.pgsonde.local.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackOptions;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a fresh Kafka and fresh streams what a recorded pipeline was asked, and tells what they answer. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Feeds a recorded run into a fresh pipeline at full speed.",
            "The answers are those of the recorded run, byte for byte: compare the digests."
        },
        footer = {"", "Exit codes: 0 replayed, 1 failed or the digest is another, 2 wrong usage, 130 interrupted."})
public final class ReplayCommand implements Callable<Integer> {
    private final Surroundings world;

    @Parameters(paramLabel = "FILE", description = "What pgsonde record or pgsonde demo --record wrote.")
    private Path file = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write what came of it.")
    private @Nullable Path json;

    @Option(
            names = "--expect",
            paramLabel = "SHA256",
            description = "Fail unless the digest of both topics is this one.")
    private @Nullable String expected;

    @Option(names = "--druid", description = "Start Druid as well, and have it read the answers.")
    private boolean druid;

    @Option(names = "--keep", description = "Leave everything up afterwards, until Ctrl-C.")
    private boolean keep;

    @Mixin
    private StackOptions options = new StackOptions();

    public ReplayCommand(Surroundings world) {
        this.world = world;
    }

    /** What came of a replay. */
    private record Replayed(Duration took, Answers answers, List<Alert> alerts) {}

    @Override
    public Integer call() throws Exception {
        Json.requireWritable(json);
        Recording recording;
        try (Progress.Step step = world.progress().begin(file.toString())) {
            step.now("reading");
            recording = Recording.open(file);
            step.done(recording.contents().total() + " records, whole");
        }
        StackPlan servers = druid ? StackPlan.with() : StackPlan.with().withoutDruid();
        return Stack.run(world, options.dataDirectory(), options.on(servers), stack -> replay(stack, recording));
    }

    private int replay(Stack stack, Recording recording) {
        stack.kafka().keepEverything();
        stack.start(
                new StreamsPlan(recording.header().window(), recording.header().streams()));
        Pipeline pipeline = Pipeline.at(stack.kafka().access());
        Duration took = new Replayer(pipeline, StreamsPlan.GROUP, world.progress()).replay(recording, stack::check);
        long until = recording
                .contents()
                .lastRoundMs()
                .orElseThrow(() -> new UserError(file + ": holds no finished round, so that nothing can be answered"));
        Replayed replayed = new Replayed(took, Answers.read(pipeline, until), AlertLog.read(pipeline));
        tell(recording, replayed);
        if (json != null) {
            Json.write(json(recording, replayed), json);
        }
        int code = judge(replayed.answers());
        if (keep) {
            stayUp(stack);
        }
        return code;
    }

    private void tell(Recording recording, Replayed replayed) {
        Progress progress = world.progress();
        Contents contents = recording.contents();
        progress.say(String.format(
                Locale.ROOT,
                "  %,d records in %.1f s: %,.0f records/s, %.0f times as fast as it happened",
                contents.total(),
                seconds(replayed.took()),
                contents.total() / seconds(replayed.took()),
                seconds(contents.covered()) / seconds(replayed.took())));
        replayed.alerts().forEach(alert -> progress.say("  alert  " + AlertText.line(alert, ZoneId.systemDefault())));
        replayed.answers().lines().forEach(line -> progress.say("  " + line));
    }

    private int judge(Answers answers) {
        if (expected == null || expected.equalsIgnoreCase(answers.sha256())) {
            return 0;
        }
        world.progress().say("pgsonde: other answers than expected: " + answers.sha256() + " instead of " + expected);
        return 1;
    }

    private void stayUp(Stack stack) {
        stack.places().forEach(world.progress()::say);
        world.progress().say("Everything stays up; Ctrl-C stops it and deletes what it kept.");
        throw stack.awaitFailure();
    }

    private ObjectNode json(Recording recording, Replayed replayed) {
        Contents contents = recording.contents();
        ObjectNode node = Json.object().put("file", file.toString());
        node.set("records", Json.of(contents.records()));
        node.put("covered_seconds", seconds(contents.covered()))
                .put("seconds", seconds(replayed.took()))
                .put("records_per_second", contents.total() / seconds(replayed.took()))
                .put("times_real_time", seconds(contents.covered()) / seconds(replayed.took()));
        node.set("alerts", Json.of(replayed.alerts()));
        node.set("digest", replayed.answers().json());
        return node;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

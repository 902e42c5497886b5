package dev.pgsonde.local.bench;

import dev.pgsonde.local.contest.Filling;
import dev.pgsonde.local.stack.OwnProgram;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.schema.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who takes part: each a JVM of its own with the same flags and two threads, at-least-once unless it says otherwise. */
final class Entrants {
    static final String BYTES = "pass-through of rows, bytes";
    static final String AVRO = "pass-through of rows, Avro";
    static final String FRAMES = "pass-through of frames, bytes";
    static final String LOOP = "plain loop, frames to windows";
    static final String OURS = "pgsonde";
    static final String BYTES_ONCE = BYTES + ", exactly once";
    static final String BEFORE = "pgsonde as it was before";
    static final String OURS_ONCE = "pgsonde, exactly once";

    static final String FLINK_HASHMAP = "Flink, frames to windows, hashmap";
    static final String FLINK_ROCKSDB = "Flink, frames to windows, RocksDB";

    /** As many as there are partitions. */
    static final int THREADS = 2;

    /** What is passed through. */
    static final String OUT = "contest.out";

    static final List<String> JVM =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8");

    private static final String STREAMS = "streams";
    /** Built with {@code -Pflink} only. */
    private static final String FLINK_MODULE = "deploy/flink";

    private static final String CONTEST = "dev.pgsonde.local.contest.";

    private final Stack stack;
    private final int lap;
    /** Its module {@code streams}. */
    private final @Nullable Path earlier;

    private final String samples = Topics.standard().samples().name();

    /** Somebody who reads {@code topic} from its beginning, in a consumer group of its own. */
    record Entrant(String who, String group, String topic, OwnProgram program) {}

    Entrants(Stack stack, int lap, @Nullable Path earlier) {
        this.stack = stack;
        this.lap = lap;
        this.earlier = earlier;
    }

    List<Entrant> all() {
        List<Entrant> all = new ArrayList<>(List.of(
                passThrough(BYTES, "bytes", false, Filling.ROWS),
                passThrough(AVRO, "avro", false, Filling.ROWS),
                passThrough(FRAMES, "frames", false, samples),
                loop(),
                ours(OURS, "ours", false, STREAMS),
                passThrough(BYTES_ONCE, "bytes-once", true, Filling.ROWS),
                ours(OURS_ONCE, "ours-once", true, STREAMS)));
        if (earlier != null) {
            all.add(ours(BEFORE, "before", false, earlier.toString()));
        }
        if (isBuilt(stack.home().in(FLINK_MODULE + "/target/lib"))) {
            all.add(flink(FLINK_HASHMAP, "hashmap"));
            all.add(flink(FLINK_ROCKSDB, "rocksdb"));
        }
        return all;
    }

    /** Others' jars stay there when what is ours is built anew. */
    private static boolean isBuilt(Path lib) {
        String[] ours = lib.toFile().list((directory, name) -> name.startsWith("pgsonde-flink"));
        return ours != null && ours.length > 0;
    }

    private Entrant flink(String who, String backend) {
        String group = group("flink-" + backend);
        List<String> arguments = List.of(
                backend, kafka(), group, stack.data().directory(group).toString(), String.valueOf(THREADS), OUT);
        return new Entrant(
                who,
                group,
                samples,
                new OwnProgram(group, FLINK_MODULE, JVM, "dev.pgsonde.flink.FlinkMain", arguments));
    }

    private Entrant passThrough(String who, String name, boolean exactlyOnce, String topic) {
        String group = group(name);
        List<String> arguments = List.of(
                name,
                String.valueOf(exactlyOnce),
                kafka(),
                group,
                stack.data().directory(group).toString(),
                String.valueOf(THREADS),
                topic,
                OUT);
        return new Entrant(who, group, topic, program(group, "PassThrough", arguments));
    }

    private Entrant loop() {
        String group = group("loop");
        List<String> arguments = List.of(kafka(), group, String.valueOf(THREADS), OUT);
        return new Entrant(LOOP, group, samples, program(group, "PlainLoop", arguments));
    }

    /** All that it keeps. */
    Entrant state() {
        return ours(OURS_ONCE, "state", true, STREAMS);
    }

    /** As users run it, but for the guarantee. */
    private Entrant ours(String who, String name, boolean exactlyOnce, String module) {
        String group = group(name);
        String kafka = stack.kafka().access().yaml().replace("{", "{num.stream.threads: '" + THREADS + "', ");
        Path config = stack.data().secret(group + ".yaml", """
                application_id: %s
                kafka: %s
                state: "%s"
                window: 30s
                """.formatted(
                        group, kafka, stack.data().directory(group)));
        List<String> arguments = new ArrayList<>(List.of("--config", config.toString(), "--with-parent"));
        if (!exactlyOnce) {
            arguments.add("--at-least-once");
        }
        return new Entrant(
                who, group, samples, new OwnProgram(group, module, JVM, "dev.pgsonde.streams.StreamsMain", arguments));
    }

    private String group(String name) {
        return "contest-" + name + "-" + lap;
    }

    /** On a command line there must be no password. */
    private String kafka() {
        return stack.kafka().clientConfig().toString();
    }

    private static OwnProgram program(String name, String main, List<String> arguments) {
        return new OwnProgram(name, STREAMS, JVM, CONTEST + main, arguments);
    }

    /** What is read must have been written by the agent's own code, which is on another class path. */
    static OwnProgram ofAgent(String name, String main, List<String> arguments) {
        return new OwnProgram(name, "collectors", JVM, CONTEST + main, arguments);
    }
}

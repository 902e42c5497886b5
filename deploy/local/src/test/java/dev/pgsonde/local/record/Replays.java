package dev.pgsonde.local.record;

import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.local.stack.ToldProgress;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Recordings whose topics are mixed in other ways, and what pipelines answer to them. */
public final class Replays {
    private Replays() {}

    /** What stands on a pipeline's topics. */
    public static Answers record(Pipeline pipeline, Duration window, Path file) {
        Contents contents =
                new Recorder(pipeline, new ToldProgress()).record(file, Header.now(window, "window: " + window));
        return answers(pipeline, contents);
    }

    /** The same records, of each topic and source in their order, and otherwise by chance. */
    public static void mix(Path file, Path into, Random random, boolean withDecisions) throws IOException {
        Recording recording = Recording.open(file);
        Map<String, Deque<Entry>> queues = new LinkedHashMap<>();
        recording.forEach(entry -> {
            if (withDecisions
                    || !entry.topic().equals(Topics.standard().markers().name())) {
                queues.computeIfAbsent(entry.topic() + entry.key(), any -> new ArrayDeque<>())
                        .add(entry);
            }
        });
        try (RecordingWriter out = RecordingWriter.to(into, recording.header())) {
            List<Deque<Entry>> left = new ArrayList<>(queues.values());
            while (!left.isEmpty()) {
                int n = random.nextInt(left.size());
                Deque<Entry> queue = left.get(n);
                for (int more = random.nextInt(200); more >= 0 && !queue.isEmpty(); more--) {
                    out.add(queue.remove());
                }
                if (queue.isEmpty()) {
                    left.remove(n);
                }
            }
            out.finish();
        }
    }

    /** What a fresh pipeline answers. */
    public static Answers replay(Pipeline pipeline, Path file) {
        Recording recording = Recording.open(file);
        new Replayer(pipeline, StreamsPlan.GROUP, new ToldProgress()).replay(recording, () -> {});
        return answers(pipeline, recording.contents());
    }

    private static Answers answers(Pipeline pipeline, Contents contents) {
        return Answers.read(pipeline, contents.lastRoundMs().orElseThrow());
    }
}

package dev.pgsonde.local.demo;

import dev.pgsonde.local.record.Answers;
import dev.pgsonde.local.record.CaughtUp;
import dev.pgsonde.local.record.Contents;
import dev.pgsonde.local.record.Header;
import dev.pgsonde.local.record.Recorder;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is checked when the story has been told: that Druid has what the topic has, and what a replay must come to. */
final class Epilogue {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoPlan plan;
    private final Stack stack;
    private final Scene scene;
    private final Progress progress;
    private final long begunAt;

    Epilogue(DemoPlan plan, Stack stack, Scene scene, Progress progress, long begunAt) {
        this.plan = plan;
        this.stack = stack;
        this.scene = scene;
        this.progress = progress;
        this.begunAt = begunAt;
    }

    Result check(@Nullable Switch change) {
        long memoryMb = Memory.megabytes();
        if (plan.once()) {
            quieten();
        }
        drain();
        List<Window> topic = scene.answers().windows();
        List<WindowRow> druid = fromDruid(topic);
        Contents contents = record();
        long lastRoundMs =
                contents.lastRoundMs().orElseThrow(() -> new UserError("the agent has not finished a single round"));
        return new Result(
                plan,
                change,
                scene.answers().alerts(),
                scene.readings().soFar(),
                topic,
                druid,
                RowComparison.of(topic, druid),
                Continuity.of(topic, DemoPlan.SOURCE),
                Answers.read(scene.pipeline(), lastRoundMs),
                scene.restarts(),
                memoryMb,
                Duration.ofNanos(System.nanoTime() - begunAt));
    }

    private void quieten() {
        try (Progress.Step step = progress.begin("Workload and collector")) {
            scene.quieten();
            step.done("stopped");
        }
    }

    private void drain() {
        try (Progress.Step step = progress.begin("Streams");
                CaughtUp caughtUp = CaughtUp.of(scene.pipeline(), StreamsPlan.GROUP)) {
            step.now("answering the last samples");
            caughtUp.await(PATIENCE, stack::check);
            scene.answers().catchUp();
            step.done(String.format(
                    Locale.ROOT, "%,d windows", scene.answers().windows().size()));
        }
    }

    /** As far as the topic was read: a pipeline that runs on has more by then. */
    private List<WindowRow> fromDruid(List<Window> topic) {
        Instant newest = topic.stream().map(Window::end).max(Instant::compareTo).orElse(Instant.MIN);
        DruidWindows windows = new DruidWindows(stack.druid());
        try (Progress.Step step = progress.begin("Druid, asked by SQL")) {
            step.now("waiting for the last window");
            windows.await(topic.size(), PATIENCE, stack::check);
            List<WindowRow> rows = windows.all().stream()
                    .filter(window -> !window.key().end().isAfter(newest))
                    .toList();
            step.done(String.format(Locale.ROOT, "%,d windows", rows.size()));
            return rows;
        }
    }

    private Contents record() {
        Path file = plan.recording();
        if (file == null) {
            return Contents.ofSamples(scene.pipeline());
        }
        return new Recorder(scene.pipeline(), progress).record(file, Header.now(plan.window(), plan.shape()));
    }
}

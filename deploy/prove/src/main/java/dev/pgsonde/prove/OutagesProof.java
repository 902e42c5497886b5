package dev.pgsonde.prove;

import dev.pgsonde.local.agent.LockStory;
import dev.pgsonde.local.deliver.OutageStory;
import dev.pgsonde.local.deliver.OutageStory.Noticed;
import dev.pgsonde.local.deliver.OutageStory.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Each part of the pipeline is stopped and started again, in an order made by chance, with the limits that hold by default. */
final class OutagesProof implements Proof {
    private static final String STOPPED = "stopped";
    private static final String LOCKED = "locked";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double WITHIN_SECONDS = 180;
    /** So long that a busy machine keeps them. */
    private static final String SHORT = "silent_after: 20s, stopped_after: 30s, kafka_after: 8s";

    @Override
    public String name() {
        return "outages";
    }

    @Override
    public String about() {
        return "a dead agent, stopped PostgreSQL, streams, Kafka: notified within 3 minutes, and their end; a stranger at the lock";
    }

    @Override
    public List<String> parts() {
        return List.of(STOPPED, LOCKED);
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        return trial.part().equals(LOCKED) ? locked(trial) : stopped(trial);
    }

    private static List<Figure> locked(Trial trial) throws Exception {
        int most = 0;
        long ended = 0;
        for (int major : trial.sample() ? List.of(18) : List.of(13, 14, 15, 16, 17, 18)) {
            trial.progress().now("a stranger holds the lock on PostgreSQL " + major);
            LockStory.Outcome outcome =
                    LockStory.on(major, Duration.ofSeconds(trial.times(3, 10)), Duration.ofSeconds(trial.times(6, 30)));
            most = Math.max(most, outcome.rounds());
            ended += outcome.goesOn() ? 0 : 1;
        }
        return List.of(
                Figure.atMost("rounds until a stranger at the lock is an alert", (double) most, "", 5),
                Figure.none("agents that did not go on sampling", ended));
    }

    private static List<Figure> stopped(Trial trial) throws Exception {
        List<Part> order = new ArrayList<>(List.of(Part.values()));
        Collections.shuffle(order, trial.random());
        List<Part> chosen = order.subList(0, trial.times(5, order.size()));
        List<Figure> figures = new ArrayList<>();
        try (OutageStory story = new OutageStory(trial.sample() ? SHORT : "", PATIENCE)) {
            for (Part part : chosen) {
                trial.progress().now(part.metric());
                figures.addAll(figures(story.interrupt(part)));
            }
            List<String> expected = chosen.stream()
                    .filter(part -> part != Part.AGENT_ON_PURPOSE)
                    .map(Part::metric)
                    .toList();
            List<String> others = new ArrayList<>(story.pages());
            expected.forEach(others::remove);
            trial.progress().now(others.isEmpty() ? "no other page" : "other pages: " + others);
            figures.add(Figure.none("other pages", others.size()));
            figures.add(Figure.none(
                    "wrong heartbeats",
                    story.heartbeats().stream()
                            .filter(type -> !type.equals("dev.pgsonde.heartbeat"))
                            .count()));
            figures.add(Figure.atLeast("heartbeats", story.heartbeats().size(), "", 5));
        }
        return figures;
    }

    private static List<Figure> figures(Noticed noticed) {
        String metric = noticed.part().metric();
        return List.of(
                Figure.atMost(metric + " notified after", seconds(noticed.begin()), "s", WITHIN_SECONDS),
                Figure.atMost(metric + " over, notified after", seconds(noticed.end()), "s", WITHIN_SECONDS));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}

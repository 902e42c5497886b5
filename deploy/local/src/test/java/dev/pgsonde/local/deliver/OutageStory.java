package dev.pgsonde.local.deliver;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.Trouble;
import dev.pgsonde.local.stack.Trouble.Running;
import dev.pgsonde.schema.Watched;
import dev.pgsonde.schema.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A whole pipeline of which one part after the other is stopped and started again: one server, one agent, the streams, two
 * deliverers, and a webhook that is notified.
 */
public final class OutageStory implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final Duration patience;
    private final AgentTrial trial = AgentTrial.on(17, Map.of());
    private final FakeReceiver receiver;
    private final FakeReceiver listening;
    private final Notified notified;
    private final String config;
    private Child agent;
    private Child streams;
    private Child deliverer;
    private int agents = 1;
    private int deliverers = 2;

    /** What can be stopped, and as what it is notified. */
    public enum Part {
        AGENT("agent_silent"),
        POSTGRES("server_unreachable"),
        STREAMS("streams_stopped"),
        KAFKA("kafka_unreachable"),
        AGENT_ON_PURPOSE("agent_stopped");

        private final String metric;

        Part(String metric) {
            this.metric = metric;
        }

        public String metric() {
            return metric;
        }
    }

    /** How long it took to notify an outage, and its end from the restart on. */
    public record Noticed(Part part, Duration begin, Duration end) {}

    /** {@code watch} are the limits as the configuration has them, empty for those that hold by default. */
    public OutageStory(String watch, Duration patience) throws IOException {
        this.patience = patience;
        this.receiver = new FakeReceiver();
        this.listening = new FakeReceiver();
        this.notified = new Notified(receiver);
        this.streams = trial.streamsOnce(WINDOW);
        this.agent = trial.agent("agent-1", trial.config("postgres"));
        this.config = config(watch);
        this.deliverer = trial.deliverer("deliver-1", config);
        trial.deliverer("deliver-2", config);
        awaitAll();
    }

    /** Who listens for heartbeats takes no alert of a source. */
    private String config(String watch) {
        return """
                kafka: %s
                timeout: 2s
                %s
                receivers:
                  - {name: hook, kind: webhook, url: "%s/hook"}
                  - {name: beats, kind: webhook, url: "%s/beats", metrics: [none], heartbeat: 1s}
                """.formatted(
                        trial.access().yaml(),
                        watch.isEmpty() ? "" : "watch: {" + watch + "}",
                        receiver.url(),
                        listening.url());
    }

    private void awaitAll() {
        try (Listener<Watched> watched = trial.listener(trial.topics().watched());
                Listener<Window> windows = trial.listener(trial.topics().windows())) {
            Awaitility.await()
                    .atMost(TO_START)
                    .until(() -> !watched.heard().isEmpty() && !windows.heard().isEmpty());
        }
    }

    /** Stops that part, waits until it is notified, starts it, and waits until that is notified too. */
    public Noticed interrupt(Part part) throws IOException {
        int before = notified.of(part.metric(), "RESOLVED").size();
        long stopped = System.nanoTime();
        Runnable restart = stop(part);
        Duration begin = awaited(part, "FIRING", before, stopped);
        if (part == Part.AGENT) {
            replaceDeliverer();
        }
        long started = System.nanoTime();
        restart.run();
        return new Noticed(part, begin, awaited(part, "RESOLVED", before, started));
    }

    /** It may be the one that watches, and then the other goes on with what is open. */
    private void replaceDeliverer() {
        deliverer.kill();
        deliverers++;
        deliverer = trial.deliverer("deliver-" + deliverers, config);
    }

    private Duration awaited(Part part, String stage, int before, long since) {
        Awaitility.await(part + " " + stage + ", while there is " + notified.all())
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> notified.of(part.metric(), stage).size() > before);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private Runnable stop(Part part) throws IOException {
        return switch (part) {
            case AGENT -> {
                agent.kill();
                yield this::startAgent;
            }
            case AGENT_ON_PURPOSE -> {
                agent.stop(Duration.ofSeconds(10));
                yield this::startAgent;
            }
            case POSTGRES -> stopPostgres();
            case STREAMS -> {
                streams.kill();
                yield () -> streams = trial.streamsOnce(WINDOW);
            }
            case KAFKA -> {
                trial.killBroker();
                yield trial::bringBrokerBack;
            }
        };
    }

    private void startAgent() {
        agents++;
        agent = trial.agent("agent-" + agents, trial.config("postgres"));
    }

    private Runnable stopPostgres() throws IOException {
        Trouble trouble = trial.trouble();
        Running server = trouble.running(trial.postgres());
        trouble.shutDown(server);
        return () -> trouble.start(server.data(), server.port(), Map.of(), trial.postgres());
    }

    /** The metrics of all pages so far. */
    public List<String> pages() {
        return notified.pages();
    }

    /** What was said of the part when it was found to be out. */
    public List<String> summaries(Part part) {
        return notified.of(part.metric(), "FIRING").stream()
                .map(Notified.Transition::summary)
                .toList();
    }

    /** How many times the other webhook was told that delivery lives, and of what else it was told. */
    public List<String> heartbeats() {
        List<String> types = new ArrayList<>();
        listening
                .taken()
                .forEach(request -> types.add(request.json().path("type").asText()));
        return types;
    }

    @Override
    public void close() {
        trial.close();
        receiver.close();
        listening.close();
    }
}

package dev.pgsonde.collect;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.catalog.UserCatalogText;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.change.Capture;
import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.clock.Ticks;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.HostChoice;
import dev.pgsonde.collect.host.BackendCpu;
import dev.pgsonde.collect.host.HostFiller;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.look.Filler;
import dev.pgsonde.collect.publish.Broker;
import dev.pgsonde.collect.publish.Outbox;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Server;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.collect.text.StatementKinds;
import dev.pgsonde.collect.text.TextReader;
import dev.pgsonde.collect.wait.Activity;
import dev.pgsonde.process.Durations;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RegistryWait;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server watched by one agent, from its configuration to its end. */
final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private static final Path ROOT = Path.of("/");

    private final CollectorConfig config;
    private final Address address;
    private final String agentName;
    private final Consumer<Report> reports;
    private final Activity activity = new Activity();
    private final StatementKinds kinds = new StatementKinds();
    private final @Nullable HostFiller host;
    private final LongSupplier nanos;
    private final Topics topics = Topics.standard();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Agent agent;

    Watch(CollectorConfig config, Address address, String agentName, Consumer<Report> reports, LongSupplier nanos) {
        this.config = config;
        this.address = address;
        this.host = config.host() == HostChoice.OFF ? null : new HostFiller(ROOT, activity::backendTypes, nanos);
        this.agentName = agentName;
        this.reports = reports;
        this.nanos = nanos;
    }

    String source() {
        return config.source();
    }

    /** Until it is stopped. */
    void run() throws InterruptedException {
        Postgres postgres = postgres();
        Session session = postgres.openFirst();
        Broker broker = new Broker(config.kafka());
        broker.require(topicsWritten(), config.spool() != null);
        Framing framing = Framing.of(config.schemaRegistry(), topics);
        RegistryWait.learn(
                framing,
                topicsWritten(),
                why -> log.warn("{}: no record can be written yet: {}", config.source(), why),
                this::isStopped);
        Outbox.Sender sender = new Outbox.Sender(config.source(), config.capture() != null);
        try (Outbox outbox = Outbox.open(broker, topics, framing, sender, config.spool(), nanos)) {
            Agent made = agent(postgres, outbox);
            agent = made;
            if (isStopped()) {
                made.stop();
            }
            log.info(
                    "source {}: PostgreSQL at {}, Kafka at {}, every {}",
                    config.source(),
                    postgres,
                    broker,
                    Durations.text(config.every()));
            made.run(session);
        }
    }

    /** Another thread calls it. */
    void stop() {
        stop.countDown();
        Agent running = agent;
        if (running != null) {
            running.stop();
        }
    }

    boolean isStopped() {
        return stop.getCount() == 0;
    }

    void awaitStop(long time, TimeUnit unit) throws InterruptedException {
        boolean unused = stop.await(time, unit);
    }

    /** Ours, and then the user's own. */
    List<View> views() {
        Catalog ours = Catalog.standard();
        UserCatalog own = UserCatalog.read(config.metrics(), ours, config.metricsPreset());
        UserCatalogText.brief(own).forEach(line -> log.info("{}: {}", config.source(), line));
        return Stream.concat(ours.views().stream(), own.views().stream()).toList();
    }

    Glances glances() {
        return new Glances(config.activityEvery(), activity, host);
    }

    Fillings fillings(List<View> views, @Nullable Capture capture) {
        List<Filler> fillers = new ArrayList<>(List.of(activity, kinds));
        if (host != null) {
            fillers.add(host);
        }
        if (capture != null) {
            fillers.add(capture);
        }
        return new Fillings(views, fillers);
    }

    Server server(Postgres postgres, List<View> views) {
        return new Server(postgres, views, config.capture(), config.databases(), config.limits(), nanos);
    }

    Postgres postgres() {
        BackendCpu cpu = new BackendCpu(ROOT);
        return new Postgres(address, config.limits(), nanos, pid -> isHere() ? cpu.nanos(pid) : OptionalLong.empty());
    }

    /** Whether the server's processes are those of this machine. */
    private boolean isHere() {
        return host != null && host.absence().isEmpty();
    }

    private List<Topic<?>> topicsWritten() {
        List<Topic<?>> written = new ArrayList<>(List.of(topics.samples(), topics.texts(), topics.agents()));
        if (config.capture() != null) {
            written.add(topics.changes());
        }
        return written;
    }

    private Agent agent(Postgres postgres, Outbox outbox) {
        CaptureConfig captured = config.capture();
        Capture capture = captured == null ? null : Capture.of(captured, config.source(), address, outbox::write);
        List<View> views = views();
        Fillings fillings = fillings(views, capture);
        Server server = server(postgres, views);
        ServerClock clock = new ServerClock();
        TextErrand texts = new TextErrand(
                config.source(),
                new TextReader(config.source(), config.texts().within(config.limits()), nanos, kinds),
                outbox);
        Reporter reporter = new Reporter(config.source(), agentName, nanos, outbox::throughput);
        Chronicle chronicle = new Chronicle(config.source(), agentName, config.every(), config.fullEvery());
        SamplingRound round = new SamplingRound(
                server, chronicle, config.source(), outbox, capture, fillings, clock, reporter, reports, texts);
        return new Agent(config.source(), postgres, round, glances(), new Ticks(config.every()), clock, nanos);
    }
}

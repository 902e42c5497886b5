package dev.pgsonde.collect;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.collect.change.Capture;
import dev.pgsonde.collect.check.CheckCommand;
import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.clock.Ticks;
import dev.pgsonde.collect.config.Address;
import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Discovery;
import dev.pgsonde.collect.config.Secret;
import dev.pgsonde.collect.dial.Machine;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.publish.Broker;
import dev.pgsonde.collect.publish.TopicWriter;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.Durations;
import dev.pgsonde.process.Lifeline;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.RegistryFraming;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.schema.Topics;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the agent, and ends it when it is told to. */
@Command(
        name = "pgsonde collector",
        description = "Publishes what one PostgreSQL server says about itself, and what changes in it, to Kafka.",
        sortOptions = false)
public final class CollectorMain implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(CollectorMain.class);
    private static final Duration FAREWELL = Duration.ofMillis(2600);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "the agent's configuration, in YAML")
    private @Nullable Path file;

    @Option(names = "--with-parent", description = "end when standard input ends: when whoever started this is gone")
    private boolean withParent;

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at it, and shows the help
    private boolean help;

    private List<Secret> secrets = List.of();

    private CollectorMain() {}

    public static void main(String[] args) {
        CollectorMain collector = new CollectorMain();
        int code = new CommandLine(collector)
                .addSubcommand(new CheckCommand(System.getenv(), Instant::now, config -> List.of()))
                .setExecutionExceptionHandler((failure, command, parsed) -> collector.complain(failure))
                .execute(args);
        System.exit(code);
    }

    /** The one place where whatever went wrong ends; only what nobody foresaw has a stack trace. */
    private int complain(Exception failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        for (Secret secret : secrets) {
            message = secret.hiddenIn(message);
        }
        if (!(failure instanceof UserError)) {
            log.error("this is a mistake of the agent", failure);
        }
        System.err.println("pgsonde collector: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--config=FILE'");
        }
        CollectorConfig config = ConfigFile.read(file, CollectorConfig.class, System.getenv());
        secrets = config.secrets();
        if (withParent) {
            Lifeline.endWith(System.in);
        }
        Discovery discovery = new Machine(System.getenv()).discover(config.postgres());
        discovery.warnings().forEach(log::warn);
        secrets = Stream.concat(secrets.stream(), discovery.address().secrets().stream())
                .toList();
        run(config, discovery.address());
        return CommandLine.ExitCode.OK;
    }

    private static void run(CollectorConfig config, Address address) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Postgres postgres = new Postgres(address, config.limits(), System::nanoTime);
        Session session = postgres.openFirst();
        Broker broker = new Broker(config.kafka());
        Topics topics = Topics.standard();
        broker.require(
                config.capture() == null ? List.of(topics.samples()) : List.of(topics.samples(), topics.changes()));
        URI registry = config.schemaRegistry();
        Framing framing = registry == null ? new SingleObjectFraming(topics) : new RegistryFraming(registry);
        try (TopicWriter<Observation> samples = TopicWriter.open(broker, topics.samples(), framing, System::nanoTime);
                TopicWriter<Change> changes = TopicWriter.open(broker, topics.changes(), framing, System::nanoTime)) {
            Agent agent = agent(config, address, postgres, new Outlets(config.source(), samples, changes));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, ended), "stop"));
            log.info(
                    "source {}: PostgreSQL at {}, Kafka at {}, every {}",
                    config.source(),
                    postgres,
                    broker,
                    Durations.text(config.every()));
            agent.run(session);
        } finally {
            ended.countDown();
        }
    }

    private static Agent agent(CollectorConfig config, Address address, Postgres postgres, Outlets outlets) {
        CaptureConfig captured = config.capture();
        Capture capture = captured == null ? null : Capture.of(captured, config.source(), address, outlets::write);
        Chronicle chronicle = new Chronicle(config.source(), runOfTheAgent(), config.every(), config.fullEvery());
        ServerClock clock = new ServerClock();
        SamplingRound round = new SamplingRound(Catalog.standard().views(), chronicle, outlets, capture, clock);
        return new Agent(postgres, round, new Ticks(config.every()), clock, System::nanoTime, capture);
    }

    /** Runs while the virtual machine goes down: gives the agent the time it is given itself. */
    private static void end(Agent agent, CountDownLatch ended) {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        agent.stop();
        try {
            if (!ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                log.warn("ended before everything was in order");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String runOfTheAgent() {
        return host() + "-" + ProcessHandle.current().pid() + "-" + System.currentTimeMillis();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

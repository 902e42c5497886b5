package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.Lifeline;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RegistryWait;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the topology until it is told to stop. */
@Command(
        name = "pgsonde-streams",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        description = "Turns samples into exact windows, and windows into alerts that name their cause.",
        footer = {"", "Exit codes: 0 stopped, 1 failed, 2 wrong usage."})
public final class StreamsMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsMain.class);

    /** Between the failure of a thread and the next one, so that a failure that lasts fills no log. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The YAML configuration.")
    private Path config = Path.of("streams.yaml");

    @Option(names = "--with-parent", description = "End when standard input ends.")
    private boolean withParent;

    @Option(
            names = "--at-least-once",
            hidden = true,
            description = "For comparisons only: answers may come twice, and numbers be wrong after a crash.")
    private boolean atLeastOnce;

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // a number is written alike everywhere
        int code = new CommandLine(new StreamsMain())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    LOG.debug("failed", e);
                    command.getErr().println(SafeText.terminal("pgsonde streams: " + e.getMessage()));
                    return 1;
                })
                .execute(args);
        System.exit(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        StreamsSettings settings = ConfigFile.read(config, StreamsSettings.class, System.getenv());
        if (withParent) {
            Lifeline.endWith(System.in);
        }
        Properties properties = settings.properties();
        if (atLeastOnce) {
            properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        }
        return run(settings, properties);
    }

    private static int run(StreamsSettings settings, Properties properties) throws InterruptedException {
        Topics topics = Topics.standard();
        Framing framing = Framing.of(settings.schemaRegistry(), topics);
        RegistryWait.learn(framing, written(topics), why -> LOG.warn("not started yet: {}", why), () -> false);
        Refusals refusals = new Refusals();
        properties.put(RefusedProduction.REFUSALS, refusals);
        Judgements judgements =
                new Judgements(settings.windows(), settings.catalog(Catalog.standard()), settings.tuning());
        Topology topology = PgsondeTopology.build(Formats.of(topics, framing), judgements, refusals);
        try (KafkaStreams streams = new KafkaStreams(topology, properties)) {
            return run(streams);
        } catch (org.apache.kafka.common.KafkaException e) {
            throw new UserError("cannot start: " + rootOf(e).getMessage(), e);
        }
    }

    private static List<Topic<?>> written(Topics topics) {
        return List.of(
                topics.windows(),
                topics.alerts(),
                topics.judged(),
                topics.markers(),
                topics.members(),
                topics.rejects());
    }

    private static int run(KafkaStreams streams) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        streams.setUncaughtExceptionHandler(new ThreadFailures(PAUSE));
        streams.setStateListener((now, before) -> {
            LOG.info("{}", now);
            if (now.hasCompletedShutdown()) {
                ended.countDown();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(5)), "stop"));
        streams.start();
        ended.await();
        return streams.state() == KafkaStreams.State.ERROR ? 1 : 0;
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}

package dev.pgsonde.deliver;

import dev.pgsonde.deliver.evidence.KafkaProbe;
import dev.pgsonde.deliver.evidence.PipelineWatcher;
import dev.pgsonde.deliver.evidence.WatchClients;
import dev.pgsonde.deliver.watch.WatchLimits;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.Lifeline;
import dev.pgsonde.process.LocalPipelines;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Framing;
import dev.pgsonde.schema.RegistryWait;
import dev.pgsonde.schema.Topics;
import dev.pgsonde.schema.WireFormat;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings alerts to their receivers until it is told to stop. */
@Command(
        name = "pgsonde deliver",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        description = {
            "Brings alerts to Alertmanager, webhooks, Slack and PagerDuty: each transition in order, at least once, and"
                    + " always with the same idempotency key.",
            "What cannot be delivered in the end becomes a record on pgsonde.undelivered.",
            "",
            "Watches pgsonde itself too: a source that is not sampled, a dead agent, stopped streams, growing rejects become"
                    + " alerts like all others; of several instances one does this. When Kafka does not answer, every"
                    + " instance notifies that directly. A receiver with heartbeat: 1min is sent one each minute."
        },
        footer = {"", "Exit codes: 0 stopped, 1 failed, 2 wrong usage."})
public final class DeliverMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverMain.class);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The YAML configuration.")
    private Path config = Path.of("deliver.yaml");

    @Option(names = "--with-parent", description = "End when standard input ends.")
    private boolean withParent;

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // a number is written alike everywhere
        int code = new CommandLine(new DeliverMain())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    LOG.debug("failed", e);
                    command.getErr().println(SafeText.terminal("pgsonde deliver: " + e.getMessage()));
                    return 1;
                })
                .execute(args);
        System.exit(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        DeliverSettings settings = ConfigFile.read(config, DeliverSettings.class, System.getenv());
        List<Receiver> receivers = receivers(settings);
        if (withParent) {
            Lifeline.endWith(System.in);
        }
        try {
            return run(settings, receivers);
        } catch (KafkaException e) {
            throw new UserError("cannot go on: " + rootOf(e).getMessage(), e);
        }
    }

    private List<Receiver> receivers(DeliverSettings settings) {
        try {
            return settings.receivers().stream().map(ReceiverSettings::receiver).toList();
        } catch (IllegalArgumentException e) {
            throw new UserError(config + ": " + e.getMessage(), e);
        }
    }

    private static int run(DeliverSettings settings, List<Receiver> receivers) throws InterruptedException {
        Topics topics = Topics.standard();
        Framing framing = Framing.of(settings.schemaRegistry(), topics);
        RegistryWait.learn(
                framing, List.of(topics.undelivered()), why -> LOG.warn("not started yet: {}", why), () -> false);
        Map<String, String> kafka = LocalPipelines.withLogin(settings.kafka(), System.getenv());
        Mailbox mailbox = new Mailbox(topics.alerts().name(), WireFormat.of(topics.alerts(), framing), kafka);
        try (DeadLetters deadLetters = new DeadLetters(topics.undelivered(), framing, kafka)) {
            Courier.Post post = new Courier.Post(
                    Sender.within(settings.patience()),
                    deadLetters,
                    settings.backoff(),
                    Clock.systemUTC(),
                    new Random(),
                    new StatementLookup(
                            topics.texts().name(),
                            WireFormat.of(topics.texts(), framing),
                            mailbox.reader(),
                            Clock.systemUTC()));
            List<Deliverer.Task> tasks = new ArrayList<>();
            receivers.forEach(receiver -> tasks.add(new Deliverer.Task(
                    "deliver-" + receiver.name(), true, () -> courier(settings, mailbox, receiver, post))));
            WatchClients clients =
                    new WatchClients(kafka, settings.groupOfWatch(), settings.instance(), topics, framing);
            tasks.addAll(watch(settings, clients, receivers, post));
            Deliverer deliverer = new Deliverer(tasks);
            Runtime.getRuntime().addShutdownHook(new Thread(deliverer::stop, "stop"));
            deliverer.start();
            receivers.forEach(receiver -> LOG.info("{}: delivering", receiver.name()));
            deliverer.await();
            return 0;
        }
    }

    private static Courier courier(DeliverSettings settings, Mailbox mailbox, Receiver receiver, Courier.Post post) {
        Inbox inbox =
                new Inbox(mailbox, mailbox.consumer(settings.groupOf(receiver), settings.instance()), post.clock());
        return new Courier(receiver, inbox, post);
    }

    /** What is notified without alerts of the streams: outages of pgsonde itself, and that delivery lives. */
    private static List<Deliverer.Task> watch(
            DeliverSettings settings, WatchClients clients, List<Receiver> receivers, Courier.Post post) {
        List<Deliverer.Task> tasks = new ArrayList<>();
        DirectLine.Means means = new DirectLine.Means(post.sender(), post.backoff(), post.clock(), post.random());
        List<DirectLine> lines = receivers.stream()
                .map(receiver -> new DirectLine(receiver, means))
                .toList();
        lines.forEach(line -> tasks.add(new Deliverer.Task("direct-" + tasks.size(), false, () -> line)));
        DeliverSettings.Watch watch = settings.watching();
        if (watch.isOn()) {
            WatchLimits limits = watch.limits();
            tasks.add(new Deliverer.Task(
                    "watch",
                    false,
                    () -> new WatchWorker(new PipelineWatcher(clients, limits, watch.application(), post.clock()))));
            tasks.add(new Deliverer.Task(
                    "kafka",
                    false,
                    () -> new ProbeWorker(new KafkaProbe(
                            clients,
                            limits.kafkaAfter(),
                            limits.every(),
                            alert -> lines.forEach(line -> line.notice(alert)),
                            post.clock()))));
        }
        return tasks;
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}

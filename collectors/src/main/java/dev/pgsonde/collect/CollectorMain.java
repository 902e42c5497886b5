package dev.pgsonde.collect;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.collect.check.CheckCommand;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Discovery;
import dev.pgsonde.collect.config.Secret;
import dev.pgsonde.collect.dial.Machine;
import dev.pgsonde.process.Lifeline;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.process.UserError;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        name = "pgsonde agent",
        description = "Publishes what one PostgreSQL server says about itself, and what changes in it, to Kafka.",
        sortOptions = false)
public final class CollectorMain implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(CollectorMain.class);
    private static final Duration FAREWELL = Duration.ofSeconds(8);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "an agent's configuration, in YAML; may be given several times, or be a directory of *.yaml:"
                    + " each file is an agent of its own in this process")
    private List<Path> files = List.of();

    @Option(names = "--with-parent", description = "end when standard input ends: when whoever started this is gone")
    private boolean withParent;

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at it, and shows the help
    private boolean help;

    private List<Secret> secrets = List.of();

    private CollectorMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // a number is written alike everywhere
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CollectorMain main = new CollectorMain();
        return new CommandLine(main)
                .addSubcommand(new CheckCommand(System.getenv(), Instant::now, CollectorMain::unusable))
                .addSubcommand(new SampleCommand(System::nanoTime, System.getenv()))
                .addSubcommand(new ValidateCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> main.complain(failure, command.getErr()));
    }

    /** The one place where whatever went wrong ends; only what nobody foresaw has a stack trace. */
    private int complain(Exception failure, PrintWriter err) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        for (Secret secret : secrets) {
            message = secret.hiddenIn(message);
        }
        if (!(failure instanceof UserError)) {
            log.error("this is a mistake of the agent", failure);
        }
        err.println(SafeText.terminal("pgsonde agent: " + message));
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--config=FILE'");
        }
        List<CollectorConfig> configs = ConfigFiles.read(files, System.getenv());
        secrets = configs.stream().flatMap(config -> config.secrets().stream()).toList();
        if (withParent) {
            Lifeline.endWith(System.in);
        }
        try (Faces faces = Faces.open(configs, System::nanoTime)) {
            AgentProcess process = new AgentProcess(runOfTheAgent(), System::nanoTime, Instant::now, faces::of);
            run(configs.stream().map(config -> watch(config, process)).toList());
        }
        return CommandLine.ExitCode.OK;
    }

    private static void run(List<Watch> watches) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(watches, ended), "stop"));
        try {
            new Watches(watches).run();
        } finally {
            ended.countDown();
        }
    }

    private Watch watch(CollectorConfig config, AgentProcess process) {
        Discovery discovery = new Machine(System.getenv()).discover(config.postgres());
        discovery.warnings().forEach(log::warn);
        secrets = Stream.concat(secrets.stream(), discovery.address().secrets().stream())
                .toList();
        return new Watch(config, discovery.address(), process);
    }

    /** What of the user's own metrics cannot be used. */
    private static List<String> unusable(CollectorConfig config) {
        return UserCatalog.read(config.metrics(), Catalog.standard(), config.metricsPreset())
                .trusting(config.trustedSchemas())
                .unusable()
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** Runs while the virtual machine goes down: gives the agents the time it is given itself. */
    private static void end(List<Watch> watches, CountDownLatch ended) {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        watches.forEach(Watch::stop);
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

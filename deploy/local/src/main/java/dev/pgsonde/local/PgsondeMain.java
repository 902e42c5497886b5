package dev.pgsonde.local;

import dev.pgsonde.local.alert.AckCommand;
import dev.pgsonde.local.alert.AlertsCommand;
import dev.pgsonde.local.alert.ExplainCommand;
import dev.pgsonde.local.alert.ForgetCommand;
import dev.pgsonde.local.alert.SilenceCommand;
import dev.pgsonde.local.bench.BenchCommand;
import dev.pgsonde.local.demo.DemoCommand;
import dev.pgsonde.local.detect.DetectCommand;
import dev.pgsonde.local.noise.NoiseCommand;
import dev.pgsonde.local.record.RecordCommand;
import dev.pgsonde.local.record.ReplayCommand;
import dev.pgsonde.local.stack.Home;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Surroundings;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code pgsonde} command: runs a subcommand, and says in one line what went wrong. */
@Command(
        name = "pgsonde",
        mixinStandardHelpOptions = true,
        versionProvider = PgsondeMain.Version.class,
        description = "Watches PostgreSQL, and says what got worse and why.",
        footer = {
            "",
            "For one agent beside one database, each with --config FILE and a --help of its own:",
            "  check   Lists what the agent would lack, and the SQL that mends it.",
            "  sample  Prints one round and what it cost, without Kafka.",
            "  agent   Publishes what the server says of itself until it is stopped.",
            "For whoever is to be told, with --config FILE and a --help of its own:",
            "  deliver Brings alerts to Alertmanager, webhooks, Slack and PagerDuty.",
            "For developers, with a --help of its own:",
            "  prove   Runs the long experiments, part by part, and adds up their results.",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted."
        })
public final class PgsondeMain implements Runnable {
    private static final int WRONG_USAGE = 2;
    private static final int NARROW = 80;
    private static final int WIDE = 120;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // a number is written alike everywhere
        LogManager.getLogManager().reset(); // the JDBC driver would tell the user what we tell him better
        System.exit(commandLine(surroundings(System.getenv())).execute(args));
    }

    /** Runs the command with one more subcommand, from a module that this one does not know. */
    public static void run(String[] args, Function<Surroundings, Object> further) {
        LogManager.getLogManager().reset();
        Surroundings world = surroundings(System.getenv());
        System.exit(commandLine(world).addSubcommand(further.apply(world)).execute(args));
    }

    private static Surroundings surroundings(Map<String, String> environment) {
        String columns = System.getProperty("pgsonde.columns", "");
        Progress progress = columns.isEmpty()
                ? new PlainProgress(System.out)
                : LiveProgress.on(System.out, Integer.parseInt(columns));
        String cache = environment.getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Home home = Home.of(Path.of(System.getProperty("pgsonde.home", "")).toAbsolutePath(), Path.of(cache));
        return new Surroundings(home, environment, progress, System.out);
    }

    static CommandLine commandLine(Surroundings world) {
        CommandLine main = new CommandLine(new PgsondeMain());
        main.addSubcommand(new DemoCommand(world));
        main.addSubcommand(new UpCommand(world));
        main.addSubcommand(new CoarsenCommand(world));
        main.addSubcommand(new RecordCommand(world));
        main.addSubcommand(new ReplayCommand(world));
        main.addSubcommand(new AlertsCommand(world));
        main.addSubcommand(new ExplainCommand(world));
        main.addSubcommand(new AckCommand(world));
        main.addSubcommand(new SilenceCommand(world));
        main.addSubcommand(new ForgetCommand(world));
        main.addSubcommand(new DetectCommand(System.in));
        main.addSubcommand(new BenchCommand(world));
        main.addSubcommand(new NoiseCommand(world));
        main.setParameterExceptionHandler(PgsondeMain::wrongUsage);
        main.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()));
        main.setUsageHelpWidth(Math.max(NARROW, Math.min(WIDE, Integer.getInteger("pgsonde.columns", NARROW))));
        return main;
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .println("pgsonde: " + oneLine(e.getMessage()) + " (try "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        return WRONG_USAGE;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (isEnding()) {
            return 1; // whoever asked us to end knows; the JVM's own exit code counts
        }
        err.println("pgsonde: " + (e instanceof UserError ? oneLine(e.getMessage()) : unexpected(e)));
        return 1;
    }

    private static boolean isEnding() {
        Thread none = new Thread(() -> {}, "none");
        try {
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static String unexpected(Exception e) {
        try {
            Path file = Files.createTempFile("pgsonde-error-", ".txt");
            try (PrintStream out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
                e.printStackTrace(out);
            }
            return "something that should not happen: " + oneLine(e.toString()) + "; please report it with " + file;
        } catch (IOException unwritable) {
            return "something that should not happen: " + oneLine(e.toString());
        }
    }

    private static String oneLine(@Nullable String message) {
        return SafeText.terminal(String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** The version of the jar that this class came from. */
    static final class Version implements IVersionProvider {
        private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/dev.pgsonde/pgsonde-local/pom.properties";

        @Override
        public String[] getVersion() {
            Properties built = new Properties();
            try (InputStream in = PgsondeMain.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
                if (in != null) {
                    built.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String[] {"pgsonde " + built.getProperty("version", "(not from a jar)")};
        }
    }
}

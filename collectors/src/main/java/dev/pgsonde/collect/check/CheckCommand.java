package dev.pgsonde.collect.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Discovery;
import dev.pgsonde.collect.config.Secret;
import dev.pgsonde.collect.dial.Machine;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.SafeText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what the agent would lack, and what mends it. */
@Command(
        name = "check",
        description = "Lists what the agent would lack: rights, settings, extensions, topics, room; with the SQL or the"
                + " setting that mends each, and what is lost without it. Changes nothing.",
        footer = {"", "Exit codes: 0 nothing needed is missing, 1 something is, 2 wrong usage."},
        sortOptions = false)
public final class CheckCommand implements Callable<Integer> {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, String> environment;
    private final Supplier<Instant> now;
    private final Function<CollectorConfig, List<String>> unusableMetrics;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the agent's configuration, in YAML")
    @SuppressWarnings("NullAway.Init") // picocli lets nobody in without a file
    private Path file;

    @Option(names = "--json", description = "print JSON instead of a table")
    private boolean json;

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at it, and shows the help
    private boolean help;

    public CheckCommand(
            Map<String, String> environment,
            Supplier<Instant> now,
            Function<CollectorConfig, List<String>> unusableMetrics) {
        this.environment = Map.copyOf(environment);
        this.now = now;
        this.unusableMetrics = unusableMetrics;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        CollectorConfig config = ConfigFile.read(file, CollectorConfig.class, environment);
        Discovery discovery = new Machine(environment).discover(config.postgres());
        List<Finding> findings = new Check(config, discovery, now).run(unusableMetrics.apply(config));
        boolean complete = findings.stream().noneMatch(finding -> finding.grade() == Grade.MISSING);
        List<Secret> secrets = Stream.concat(config.secrets().stream(), discovery.address().secrets().stream())
                .toList();
        List<String> lines = json
                ? JSON.writeValueAsString(new Report(complete, findings))
                        .lines()
                        .toList()
                : new Paper(isUnicode(environment)).write(findings);
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(line -> out.println(SafeText.terminal(hidden(line, secrets))));
        out.flush();
        return complete ? 0 : 1;
    }

    /** What {@code --json} prints. */
    private record Report(boolean complete, List<Finding> findings) {}

    private static String hidden(String line, List<Secret> secrets) {
        String shown = line;
        for (Secret secret : secrets) {
            shown = secret.hiddenIn(shown);
        }
        return shown;
    }

    /** The launcher tells how wide the terminal is, if it is one. */
    private static boolean isUnicode(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
        boolean terminal = Integer.getInteger("pgsonde.columns") != null;
        return terminal && (locale.endsWith("utf-8") || locale.endsWith("utf8"));
    }
}

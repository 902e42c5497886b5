package dev.pgsonde.collect;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says of each configuration what is wrong with it, in one line, and connects to nothing. */
@Command(
        name = "validate",
        description = "Says what is wrong with a configuration, and connects to nothing.",
        sortOptions = false)
public final class ValidateMain implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "PATH",
            description = "a configuration, or a directory of *.yaml; may be given several times")
    private List<Path> paths = List.of();

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at it, and shows the help
    private boolean help;

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    static CommandLine command() {
        return new CommandLine(new ValidateMain()).setExecutionExceptionHandler(ValidateMain::complain);
    }

    /** A path that is no place to look for configurations; what is wrong with one of them was told already. */
    private static int complain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("pgsonde agent: " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() {
        List<String> faults = paths.stream()
                .flatMap(ValidateMain::files)
                .flatMap(ValidateMain::fault)
                .toList();
        if (spec == null) {
            throw new IllegalStateException("picocli fills this in");
        }
        faults.forEach(fault -> spec.commandLine().getErr().println("pgsonde agent: " + fault));
        return faults.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static Stream<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UserError(path + ": holds no *.yaml; put a configuration there");
            }
            return files.stream();
        } catch (IOException e) {
            throw new UserError(path + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static Stream<String> fault(Path file) {
        try {
            ConfigFile.read(file, CollectorConfig.class, System.getenv());
            return Stream.empty();
        } catch (UserError e) {
            return Stream.of(String.valueOf(e.getMessage()));
        }
    }
}

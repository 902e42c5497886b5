package dev.pgsonde.collect;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.SafeText;
import dev.pgsonde.process.UserError;
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
final class ValidateCommand implements Callable<Integer> {
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

    @Override
    public Integer call() {
        List<String> faults = paths.stream()
                .flatMap(path -> ConfigFiles.files(path).stream())
                .flatMap(ValidateCommand::fault)
                .toList();
        if (spec == null) {
            throw new IllegalStateException("picocli fills this in");
        }
        if (faults.isEmpty()) {
            ConfigFiles.read(paths, System.getenv()); // each is good, but two may be about one source
        }
        faults.forEach(fault -> spec.commandLine().getErr().println(SafeText.terminal("pgsonde agent: " + fault)));
        return faults.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
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

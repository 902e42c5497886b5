package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.Tool;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topology as it was at another commit of this repository, built beside this one; kept, since that takes a while. */
final class EarlierVersion {
    private static final Duration TO_BUILD = Duration.ofMinutes(15);
    private static final String BUILD = """
            set -e
            mkdir -p "$3"
            git -C "$1" archive -o "$3/sources.tar" "$2"
            tar -x -C "$3" -f "$3/sources.tar"
            cd "$3"
            mvn -B -q package -DskipTests -pl streams -am
            touch "$3/built"
            """;

    private EarlierVersion() {}

    /** Where its module {@code streams} is. */
    static Path streams(Stack stack, Progress progress, String commit) {
        Path place = stack.home().in("deploy/target/earlier/" + commit);
        try (Progress.Step step = progress.begin("building " + commit)) {
            if (!Files.exists(place.resolve("built"))) {
                Files.createDirectories(place);
                build(stack, place, commit);
            }
            step.done("built in " + place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place.resolve("streams");
    }

    private static void build(Stack stack, Path place, String commit) {
        List<String> command =
                List.of("sh", "-c", BUILD, "build", stack.home().root().toString(), commit, place.toString());
        Child build = stack.start(new Tool("earlier", command, Map.of()));
        if (build.awaitEnd(TO_BUILD) != 0) {
            throw new UserError(commit + " cannot be built: is it a commit of "
                    + stack.home().root() + " and is Maven there? (log: " + build.log() + ")");
        }
    }
}

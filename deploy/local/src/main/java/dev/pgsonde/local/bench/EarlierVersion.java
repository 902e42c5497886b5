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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The topology as it was at another commit of this repository, built beside this one; kept, since that takes a while. */
public final class EarlierVersion {
    private static final Duration TO_BUILD = Duration.ofMinutes(15);
    private static final String PLACE = "deploy/target/earlier";
    private static final Pattern TOPIC = Pattern.compile("^pgsonde\\.\\w+", Pattern.MULTILINE);
    private static final String SOURCES = """
            set -e
            mkdir -p "$3"
            git -C "$1" archive -o "$3/sources.tar" "$2"
            tar -x -C "$3" -f "$3/sources.tar"
            """;

    private static final String BUILD = SOURCES + """
            cd "$3"
            mvn -B -q package -DskipTests -pl streams -am
            touch "$3/built"
            """;

    private EarlierVersion() {}

    /** Whether there is a clone at {@code root} that has the commit. */
    public static boolean isThere(Path root, String commit) {
        try {
            Process git = new ProcessBuilder("git", "-C", root.toString(), "cat-file", "-e", commit + "^{commit}")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return git.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where its module {@code streams} is. All topics that it writes to are there. */
    public static Path streams(Stack stack, Progress progress, String commit) {
        Path place = stack.home().in(PLACE).resolve(commit);
        try (Progress.Step step = progress.begin("building " + commit)) {
            if (!Files.exists(place.resolve("built"))) {
                Files.createDirectories(place);
                build(stack, place, commit);
            }
            createTopics(stack, place);
            step.done("built in " + place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place.resolve("streams");
    }

    /** Its sources, in a directory that stays. */
    public static Path sources(Path root, String commit) throws IOException, InterruptedException {
        Path place = root.resolve(PLACE).resolve(commit);
        Files.createDirectories(place);
        Process process = new ProcessBuilder("sh", "-c", SOURCES, "sources", root.toString(), commit, place.toString())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("sources.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new UserError(commit + " of " + root + " cannot be had (log: " + place.resolve("sources.log") + ")");
        }
        return place;
    }

    private static void createTopics(Stack stack, Path place) throws IOException {
        List<String> names = TOPIC.matcher(Files.readString(place.resolve("deploy/package/container/topics.sh")))
                .results()
                .map(MatchResult::group)
                .toList();
        try (GroupProgress groups = new GroupProgress(stack.kafka().access())) {
            groups.createMissingTopics(names, Ground.PARTITIONS);
        }
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

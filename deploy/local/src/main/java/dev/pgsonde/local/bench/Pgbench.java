package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.Tool;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator, in a database of its own on the monitored server. */
final class Pgbench {
    static final String NOT_INSTALLED = "pgbench is not installed: apt-get install postgresql-contrib";
    static final String DATABASE = "tps";

    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+)");
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql");
    private static final Duration TO_FILL = Duration.ofMinutes(2);
    private static final String SCALE = "10";
    private static final String CLIENTS = "4";

    private final Stack stack;
    private final Path binary;
    private int runs;

    private Pgbench(Stack stack, Path binary) {
        this.stack = stack;
        this.binary = binary;
    }

    /** The newest that is installed. */
    static Optional<Pgbench> in(Stack stack, String path) {
        Stream<Path> onPath = Stream.of(path.split(":", -1)).map(directory -> Path.of(directory, "pgbench"));
        return Stream.concat(debians(), onPath)
                .filter(Files::isExecutable)
                .findFirst()
                .map(binary -> new Pgbench(stack, binary));
    }

    private static Stream<Path> debians() {
        if (!Files.isDirectory(DEBIANS)) {
            return Stream.empty();
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(DEBIANS)) {
            List<Path> found = new ArrayList<>();
            versions.forEach(version -> found.add(version.resolve("bin/pgbench")));
            return found.stream().sorted(Comparator.reverseOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void fill() {
        run(List.of("-i", "-q", "-s", SCALE), TO_FILL);
    }

    /** Transactions a second, over so many seconds. */
    double tps(int seconds) {
        String told = run(
                List.of("-n", "-c", CLIENTS, "-j", "1", "-T", String.valueOf(seconds)), TO_FILL.plusSeconds(seconds));
        return parse(told).orElseThrow(() -> new UserError(binary + " told no tps: " + told.strip()));
    }

    static Optional<Double> parse(String told) {
        Matcher matcher = TPS.matcher(told);
        return matcher.find() ? Optional.of(Double.valueOf(matcher.group(1))) : Optional.empty();
    }

    private String run(List<String> flags, Duration atMost) {
        Postgres server = stack.postgres().get(0);
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(server.port()), "-U", Postgres.SUPERUSER));
        command.addAll(flags);
        command.add(DATABASE);
        runs++;
        Child child = stack.start(new Tool("pgbench-" + runs, command, Map.of("PGPASSWORD", server.password())));
        int code = child.awaitEnd(atMost);
        try {
            String told = Files.readString(child.log());
            if (code != 0) {
                throw new UserError(binary + " failed: " + told.strip());
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

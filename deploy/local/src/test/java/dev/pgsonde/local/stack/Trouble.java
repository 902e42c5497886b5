package dev.pgsonde.local.stack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What happens to servers: they are killed, frozen, started again, copied, and one takes the place of another. */
public final class Trouble {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> HARMLESS = List.of("unix_socket_directories=", "listen_addresses=127.0.0.1");

    private final Stack stack;
    private final ServerUser user = ServerUser.find();
    private int started;

    Trouble(Stack stack) {
        this.stack = stack;
    }

    /** A server's process, and what it runs on. */
    public record Running(Child child, Path data, int port) {}

    /** The server as the trial has started it. */
    public Running running(Postgres postgres) {
        return new Running(postgres.child(), data(postgres), postgres.port());
    }

    public Path data(Postgres postgres) {
        return stack.data().path().resolve(postgres.name()).resolve("data");
    }

    public int port(String what) {
        return stack.port(what, 0);
    }

    /** All its processes are gone at once, and have written nothing. */
    public void kill(Running server) {
        server.child().kill();
    }

    /** It ends in peace, and keeps its statistics. */
    public void shutDown(Running server) throws IOException {
        Path pidFile = server.data().resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        server.child().expectEnd();
        signal("INT", List.of(pid));
        await().atMost(PATIENCE).until(() -> !server.child().isAlive());
    }

    /** Starts a server on data that are there, and waits until {@code answering} can connect. */
    public Running start(Path data, int port, Map<String, String> settings, Postgres answering) {
        Running server = begin(data, port, settings);
        await().atMost(PATIENCE).until(() -> !server.child().isAlive() || answers(answering, port));
        // a process of the one that was killed may have held its memory or its port a little longer
        return server.child().isAlive() ? server : start(data, port, settings, answering);
    }

    private Running begin(Path data, int port, Map<String, String> settings) {
        started++;
        List<String> command =
                new ArrayList<>(List.of(data.resolveSibling("bin/postgres").toString(), "-D", data.toString()));
        HARMLESS.forEach(setting -> command.addAll(List.of("-c", setting)));
        command.addAll(List.of("-c", "port=" + port));
        new TreeMap<>(settings).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Child child = stack.start(new Tool("server-" + started, user.running(command), Map.of()));
        return new Running(child, data, port);
    }

    private static boolean answers(Postgres postgres, int port) {
        try (Connection connection = postgres.connect("postgres", port)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false; // it listens before it is ready
        }
    }

    /** A copy of the data of a server that does not run, which will follow the one on {@code primaryPort}. */
    public Path copyAsStandby(Path data) throws IOException, InterruptedException {
        Path copy = data.resolveSibling("standby");
        int code = new ProcessBuilder("cp", "-a", data.toString(), copy.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("cp ended with " + code);
        }
        user.give(Files.createFile(copy.resolve("standby.signal")));
        return copy;
    }

    /** None of its processes does anything until it is thawed. */
    public void freeze(Running server) throws IOException {
        signal("STOP", processes(server));
        signal("STOP", processes(server)); // those that were being forked
    }

    public void thaw(Running server) throws IOException {
        signal("CONT", processes(server));
    }

    /** One process of the server dies, and the server, as it must, starts all of them anew. */
    public void crash(int pid) throws IOException {
        signal("KILL", List.of((long) pid));
    }

    private static List<Long> processes(Running server) throws IOException {
        long first = Long.parseLong(Files.readAllLines(server.data().resolve("postmaster.pid"))
                .get(0)
                .trim());
        ProcessHandle postmaster = ProcessHandle.of(first).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void signal(String name, List<Long> pids) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(String.valueOf(pid)));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

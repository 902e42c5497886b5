package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL whose configuration files a test may spoil: it is started again and again, and may fail to. */
public final class ScratchServer implements AutoCloseable {
    public static final String MANAGED = "managed.conf";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TO_START = Duration.ofSeconds(60);

    private final Children children = new Children();
    private final DataDirectory directory = DataDirectory.create(null, Path.of("/tmp"));
    private final ServerUser user = ServerUser.find();
    private final Workplace at;
    private final Path place;
    private final int port;
    private final String password;
    private @Nullable Child server;

    public ScratchServer(int major) {
        Home home = TestSurroundings.of(new ToldProgress()).home();
        at = new Workplace(home, directory, new Ports(new Random()), children, new ClassArchive(home));
        PostgresPlan plan = PostgresPlan.of(major, Map.of());
        port = at.ports().take(plan.name(), 0);
        try (Progress.Step step = new ToldProgress().begin(plan.name())) {
            Postgres first = Postgres.start(at, plan.at(port), step);
            password = first.password();
            first.child().stop(PATIENCE);
        }
        place = directory.path().resolve(plan.name());
        write(data().resolve(MANAGED), List.of());
        append(data().resolve("postgresql.conf"), "include '" + MANAGED + "'\n");
    }

    public Path data() {
        return place.resolve("data");
    }

    /** Whether it came up. */
    public boolean start() {
        List<String> command = user.running(List.of(
                place.resolve("bin/postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1"));
        Child started =
                children.start(new Program("scratch", command, directory.log("scratch"), Program.Farewell.ASKED_LAST));
        server = started;
        try {
            started.awaitReady(TO_START, this::answers);
            return true;
        } catch (UserError e) {
            started.kill();
            return false;
        }
    }

    /** "fast": sessions that are open end. */
    public void stop() {
        Child running = server;
        if (running == null || !running.isAlive()) {
            return;
        }
        running.expectEnd();
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(running.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.stopBy(System.nanoTime() + PATIENCE.toNanos());
    }

    public boolean restart() {
        stop();
        return start();
    }

    public Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, role, password);
    }

    public Connection connect() throws SQLException {
        return connect("postgres", Postgres.SUPERUSER);
    }

    public String password() {
        return password;
    }

    /** A file that the server can read. */
    public void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
            user.give(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty where there is no such line; the first is 0. */
    public String line(String file, int number) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return number >= 0 && number < lines.size() ? lines.get(number) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false; // not yet
        }
    }

    @Override
    public void close() {
        stop();
        children.stopAll(PATIENCE);
        directory.delete();
    }
}

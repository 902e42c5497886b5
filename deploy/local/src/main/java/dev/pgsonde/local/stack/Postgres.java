package dev.pgsonde.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A PostgreSQL server of our own, on the loopback address, with a superuser whose password is known to this run only. */
public final class Postgres implements PostgresServer {
    public static final String SUPERUSER = "postgres";

    private static final Duration TO_START = Duration.ofSeconds(60);

    /**
     * Runs the server, and stops it ("fast") when asked to, or when standard input ends, which it does when whoever
     * started us dies, however that happens.
     */
    private static final String KEEPER = """
            exec 3<&0
            server= stop=
            trap 'stop=1; [ -z "$server" ] || kill -INT $server' TERM
            "$@" 3<&- </dev/null &
            server=$!
            [ -z "$stop" ] || kill -INT $server
            { while read -r line; do :; done; while kill -INT $server; do sleep 1; done; } <&3 3<&- 2>/dev/null &
            watch=$!
            exec 3<&-
            while :; do
                wait $server
                code=$?
                kill -0 $server 2>/dev/null || break
            done
            kill $watch 2>/dev/null
            wait $watch
            exit $code
            """;

    private final PostgresPlan plan;
    private final Child child;
    private final String password;

    private Postgres(PostgresPlan plan, Child child, String password) {
        this.plan = plan;
        this.child = child;
        this.password = password;
    }

    static Postgres start(Workplace at, PostgresPlan plan, Progress.Step step) {
        ServerUser user = ServerUser.find();
        Path place = at.data().path().resolve(plan.name());
        String password = RandomPassword.make();
        try {
            Files.createDirectory(place, attributes("rwxr-xr-x"));
            Files.setPosixFilePermissions(place, DataDirectory.mode("rwxr-xr-x"));
            PostgresBinaries.unpack(at, plan.major(), place, step);
            Path files = Files.createDirectory(place.resolve("data"), attributes("rwx------"));
            user.give(files);
            step.now("making a database cluster");
            initialise(at, plan, user, place, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        step.now("starting");
        List<String> keeper = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper"));
        keeper.addAll(server(place, plan));
        Child child = at.children()
                .start(new Program(
                        plan.name(), user.running(keeper), at.data().log(plan.name()), Program.Farewell.ASKED_LAST));
        Postgres postgres = new Postgres(plan, child, password);
        child.awaitReady(TO_START, postgres::answers);
        return postgres;
    }

    private static java.nio.file.attribute.FileAttribute<?> attributes(String mode) {
        return java.nio.file.attribute.PosixFilePermissions.asFileAttribute(DataDirectory.mode(mode));
    }

    private static void initialise(Workplace at, PostgresPlan plan, ServerUser user, Path place, String password)
            throws IOException {
        Path secret = at.data().secret(plan.name() + "/password", password);
        user.give(secret);
        List<String> initdb = List.of(
                place.resolve("bin/initdb").toString(),
                "--pgdata=" + place.resolve("data"),
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        String name = plan.name() + "-initdb";
        Child child = at.children().start(Program.tool(name, user.running(initdb), at.data()));
        int code = child.awaitEnd(TO_START);
        Files.deleteIfExists(secret);
        if (code != 0) {
            throw child.died();
        }
    }

    private static List<String> server(Path place, PostgresPlan plan) {
        Map<String, String> settings = new TreeMap<>(plan.settings());
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", String.valueOf(plan.port()));
        settings.putIfAbsent("unix_socket_directories", ""); // a socket's path may have 107 bytes, and we need none
        List<String> command = new ArrayList<>();
        command.add(place.resolve("bin/postgres").toString());
        command.add("-D");
        command.add(place.resolve("data").toString());
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return command;
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false; // not yet: it listens before it is ready
        }
    }

    public String name() {
        return plan.name();
    }

    public int port() {
        return plan.port();
    }

    /** The password of {@link #SUPERUSER}. */
    public String password() {
        return password;
    }

    @Override
    public String jdbcUrl(String database) {
        return jdbcUrl(database, plan.port());
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return open(jdbcUrl(database));
    }

    /** A connection of the superuser to a server with the same roles, on another port. */
    Connection connect(String database, int port) throws SQLException {
        return open(jdbcUrl(database, port));
    }

    private static String jdbcUrl(String database, int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private Connection open(String url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "pgsonde");
        return DriverManager.getConnection(url, properties);
    }

    Child child() {
        return child;
    }
}

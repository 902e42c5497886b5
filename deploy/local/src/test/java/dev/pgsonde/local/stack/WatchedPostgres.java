package dev.pgsonde.local.stack;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.dial.Machine;
import dev.pgsonde.collect.server.ServerCpu;
import dev.pgsonde.process.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** A real server, and the agent's own sessions on it as the role {@code agent}, which has pg_monitor. */
public final class WatchedPostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp"));
    private final Postgres postgres;
    private final String name;

    public WatchedPostgres(int major, Map<String, String> settings) throws SQLException {
        Home home = TestSurroundings.of(new ToldProgress()).home();
        Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));
        PostgresPlan plan = PostgresPlan.of(major, settings);
        name = plan.name();
        try (Progress.Step step = new ToldProgress().begin(name)) {
            postgres = Postgres.start(at, plan.at(at.ports().take(name, 0)), step);
        }
        try (Connection superuser = postgres.connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE agent LOGIN IN ROLE pg_monitor PASSWORD '" + postgres.password() + "'");
        }
    }

    public Postgres postgres() {
        return postgres;
    }

    /** The superuser's, to do what a test needs. */
    public void run(String database, String... sql) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    public Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), user, password);
    }

    /** What the server has logged so far. */
    public String log() throws IOException {
        return Files.readString(data.log(name));
    }

    /** As the agent reaches it, with {@code database} as its own. */
    public dev.pgsonde.collect.server.Postgres watched(String database) throws IOException {
        Path file = Files.writeString(data.path().resolve(database + ".yaml"), """
                source: test
                postgres: {url: "%s?user=agent", password: "%s"}
                kafka: {bootstrap.servers: "nowhere:1"}
                """.formatted(
                        postgres.jdbcUrl(database), postgres.password()));
        CollectorConfig config = ConfigFile.read(file, CollectorConfig.class, Map.of());
        var address = new Machine(Map.of()).discover(config.postgres()).address();
        return new dev.pgsonde.collect.server.Postgres(address, config.limits(), System::nanoTime, ServerCpu.UNSEEN);
    }

    @Override
    public void close() {
        children.stopAll(PATIENCE);
        data.delete();
    }
}

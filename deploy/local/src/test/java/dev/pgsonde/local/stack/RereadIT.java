package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.dial.Machine;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.server.ServerCpu;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that reads only what has changed sees what a new one sees, whatever happens to the tables meanwhile. */
class RereadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int STEPS = 20;
    private static final Set<String> VIEWS =
            Set.of("tables", "indexes", "statements", "toast", "index_facts", "table_options", "settings");
    private static final List<View> REREAD = Catalog.standard().views().stream()
            .filter(view -> view.reread() != null)
            .toList();

    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp"));
    private final Home home = TestSurroundings.of(new ToldProgress()).home();
    private final Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final List<String> done = new ArrayList<>();
    private int tables;

    @AfterEach
    void stopAll() {
        children.stopAll(PATIENCE);
        data.delete();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 15, 18})
    void whatIsReadAgainIsWhatThereIs(int major) throws Exception {
        assertThat(REREAD).extracting(View::view).containsAll(VIEWS);
        on(major, (statement, rereading, watched) -> {
            for (int step = 0; step < STEPS; step++) {
                step(statement);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    statement.execute("SELECT"); // a session tells its counts when a transaction of it ends
                    try (Session anew = watched.open()) {
                        assertThat(seen(rereading))
                                .as("PostgreSQL %d, seed %d: %s", major, seed, done)
                                .isEqualTo(seen(anew));
                    }
                });
            }
        });
    }

    /** Before the session that changed it has told any counts. */
    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void aNewReplicaIdentityIsSeenAtOnce(int major) throws Exception {
        on(major, (statement, rereading, watched) -> {
            assertThat(seen(rereading).get("tables app table_3")).contains("default");
            statement.execute("ALTER TABLE app.table_3 REPLICA IDENTITY FULL");
            assertThat(seen(rereading).get("tables app table_3")).contains("full");
        });
    }

    /** What happens on a server while a session reads it again and again. */
    @FunctionalInterface
    private interface Trial {
        void run(Statement owner, Session rereading, dev.pgsonde.collect.server.Postgres watched) throws Exception;
    }

    private void on(int major, Trial trial) throws Exception {
        Postgres postgres = start(major);
        var watched = watched(postgres);
        try (Connection owner = postgres.connect("postgres");
                Statement statement = owner.createStatement()) {
            prepare(postgres, statement);
            try (Session rereading = watched.openFirst()) {
                trial.run(statement, rereading, watched);
            }
        }
    }

    private void prepare(Postgres postgres, Statement statement) throws SQLException {
        statement.execute("CREATE EXTENSION pg_stat_statements");
        statement.execute("CREATE SCHEMA app");
        statement.execute("CREATE ROLE agent LOGIN IN ROLE pg_monitor PASSWORD '" + postgres.password() + "'");
        for (int n = 0; n < 12; n++) {
            create(statement);
        }
    }

    private Postgres start(int major) {
        Map<String, String> settings = Map.of(
                "shared_preload_libraries", "pg_stat_statements", "pg_stat_statements.max", "100", "autovacuum", "off");
        PostgresPlan plan = PostgresPlan.of(major, settings);
        try (Progress.Step step = new ToldProgress().begin(plan.name())) {
            return Postgres.start(at, plan.at(at.ports().take(plan.name(), 0)), step);
        }
    }

    private dev.pgsonde.collect.server.Postgres watched(Postgres postgres) throws IOException {
        Path file = Files.writeString(data.path().resolve("collector.yaml"), """
                source: test
                postgres: {url: "%s?user=agent", password: "%s"}
                kafka: {bootstrap.servers: "nowhere:1"}
                """.formatted(
                        postgres.jdbcUrl("postgres"), postgres.password()));
        CollectorConfig config = ConfigFile.read(file, CollectorConfig.class, Map.of());
        var address = new Machine(Map.of()).discover(config.postgres()).address();
        return new dev.pgsonde.collect.server.Postgres(address, config.limits(), System::nanoTime, ServerCpu.UNSEEN);
    }

    private void create(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE app.table_%d (id int PRIMARY KEY, note text)".formatted(tables));
        statement.execute("INSERT INTO app.table_%d SELECT n, 'x' FROM generate_series(1, 100) n".formatted(tables));
        tables++;
    }

    private void step(Statement statement) throws SQLException {
        String table = "app.table_" + random.nextInt(tables);
        String sql =
                switch (random.nextInt(15)) {
                    case 0 -> "UPDATE %s SET note = 'y' WHERE id %% 3 = 0";
                    case 1 -> "DELETE FROM %s WHERE id < 50";
                    case 2 -> "SELECT count(*) FROM %s";
                    case 3 -> "SELECT note FROM %s WHERE id = 5";
                    case 4 -> "ALTER TABLE %s REPLICA IDENTITY FULL";
                    case 5 -> "VACUUM ANALYZE %s";
                    case 6 -> "SELECT pg_stat_reset()";
                    case 7 -> "SELECT pg_stat_statements_reset()";
                    case 8 -> "DROP TABLE %1$s; CREATE TABLE %1$s (id int PRIMARY KEY, note text)";
                    case 9 -> "ALTER TABLE %s SET (fillfactor = " + (50 + random.nextInt(50)) + ")";
                    case 10 -> "ALTER TABLE %s ADD COLUMN added" + done.size() + " text";
                    case 11 -> "ALTER TABLE %s ALTER COLUMN note SET NOT NULL";
                    case 12 ->
                        "INSERT INTO %s SELECT n, repeat(md5(n::text), 2000) FROM generate_series(1000, 1010) n"
                                + " ON CONFLICT (id) DO UPDATE SET note = excluded.note || 'z'";
                    case 13 ->
                        "ALTER SYSTEM SET work_mem = " + (64 + random.nextInt(1000)) + "; SELECT pg_reload_conf()";
                    default -> "CREATE INDEX ON %s (note)";
                };
        done.add(sql.formatted(table));
        for (String one : sql.formatted(table).split("; ", -1)) {
            statement.execute(one);
        }
    }

    /** The rows of the application, column by column; what the agent itself moves by looking is left out. */
    private static Map<String, List<@Nullable Object>> seen(Session session) throws SQLException {
        Map<String, List<@Nullable Object>> seen = new TreeMap<>();
        for (Answer answer : session.look(new Session.Wanted(REREAD, null, false, false, () -> false))
                .part()
                .answers()) {
            assertThat(answer.unknown()).as(answer.view().view()).isNull();
            for (int row = 0; row < answer.rows(); row++) {
                List<@Nullable Object> values = new ArrayList<>();
                StringBuilder name = new StringBuilder(answer.view().view());
                for (Column column : answer.columns()) {
                    values.add(column.at(row));
                    if (column.kind() == ColumnKind.LABEL) {
                        name.append(' ').append(Objects.toString(column.at(row)));
                    }
                }
                if (isOfApplication(name.toString())) {
                    seen.put(name.toString(), values);
                }
            }
        }
        return seen;
    }

    private static boolean isOfApplication(String name) {
        return name.startsWith("statements postgres postgres ")
                || name.equals("settings work_mem")
                || name.contains(" app ");
    }
}

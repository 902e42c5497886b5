package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.collect.config.TextsConfig;
import dev.pgsonde.collect.text.TextQuestion;
import dev.pgsonde.collect.text.TextReader;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Text;
import dev.pgsonde.schema.TextColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that stand in the server's statistics stand in no text of ours. */
class SecretsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements",
            "pg_stat_statements.track", "all",
            "pg_stat_statements.track_utility", "on",
            "wal_level", "logical");
    private static final TextsConfig CONFIG = new TextsConfig(Duration.ofSeconds(60), Duration.ofSeconds(5), 4000);

    private final ToldProgress progress = new ToldProgress();
    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp")); // where nobody can go
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void stopAll() {
        children.stopAll(PATIENCE);
        data.delete();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17, 18})
    void passwordsStandInTheServersStatisticsAndInNoText(int major) throws SQLException {
        Postgres postgres = start(PostgresPlan.of(major, SETTINGS));
        try (Connection superuser = postgres.connect("postgres")) {
            prepare(superuser);
            SecretWorkload.run(superuser, conninfo(postgres));
            assertThat(statementsWithTheSecret(superuser)).isGreaterThan(10);
            try (Connection agent = DriverManager.getConnection(postgres.jdbcUrl("postgres"), "agent", "agent")) {
                assertThatNoTextHasIt(agent);
                assertThatAFailureLeavesTheConnectionUsable(agent);
            }
        }
    }

    private void assertThatNoTextHasIt(Connection agent) throws SQLException {
        TextReader reader = new TextReader("it", CONFIG, nanos::get);
        List<Column> round = statements(agent);
        TextQuestion question = reader.due(round).orElseThrow();
        List<Text> texts = reader.read(agent, "public", question);

        assertThat(agent.getAutoCommit()).isTrue();
        assertThat(texts).hasSize(question.ids().size());
        assertThat(texts).noneMatch(text -> text.text().contains(SecretWorkload.SECRET));
        assertThat(texts.stream().map(Text::text))
                .contains("CREATE ROLE \"quiet keeper\" LOGIN PASSWORD ?")
                .contains("ALTER SYSTEM SET primary_conninfo = ?")
                .contains("CREATE SUBSCRIPTION sub CONNECTION ?")
                .anyMatch(text -> text.startsWith("CREATE TABLE kept (a text DEFAULT ?"));
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(reader.due(round)).isEmpty();
    }

    private void assertThatAFailureLeavesTheConnectionUsable(Connection agent) throws SQLException {
        TextReader reader = new TextReader("it", CONFIG, nanos::get);
        List<Column> round = statements(agent);
        TextQuestion question = reader.due(round).orElseThrow();
        assertThatThrownBy(() -> reader.read(agent, "nowhere", question)).isInstanceOf(SQLException.class);
        assertThat(agent.getAutoCommit()).isTrue();
        assertThat(reader.due(round)).isEmpty();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(reader.read(agent, "public", reader.due(round).orElseThrow()))
                .isNotEmpty();
    }

    private Postgres start(PostgresPlan plan) {
        Home home = TestSurroundings.of(progress).home();
        Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));
        try (Progress.Step step = progress.begin("PostgreSQL")) {
            return Postgres.start(at, plan.at(at.ports().take("PostgreSQL", 0)), step);
        }
    }

    private static String conninfo(Postgres postgres) {
        return "host=127.0.0.1 dbname=postgres user=" + Postgres.SUPERUSER + " port=" + postgres.port() + " password="
                + postgres.password();
    }

    private static void prepare(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
            statement.execute("CREATE ROLE agent LOGIN PASSWORD 'agent' IN ROLE pg_monitor");
        }
    }

    private static long statementsWithTheSecret(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_statements WHERE query LIKE '%hunter2%'")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** As a round has them. */
    private static List<Column> statements(Connection agent) throws SQLException {
        List<String> databases = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (Statement statement = agent.createStatement();
                ResultSet answer = statement.executeQuery("SELECT datname, queryid FROM pg_stat_statements(false)"
                        + " JOIN pg_database ON pg_database.oid = dbid")) {
            while (answer.next()) {
                databases.add(answer.getString(1));
                ids.add(answer.getString(2));
            }
        }
        return List.of(
                new TextColumn("database", ColumnKind.LABEL, databases, new int[0]),
                new TextColumn("query_id", ColumnKind.LABEL, ids, new int[0]));
    }
}

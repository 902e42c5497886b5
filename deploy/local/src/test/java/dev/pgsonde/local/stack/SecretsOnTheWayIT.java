package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that the server knows in every way we know of is nowhere in what an agent writes, with all of it at work. */
final class SecretsOnTheWayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ENOUGH = 6;
    /** Stands in the agent's configuration and in the server's statistics, and nowhere else. */
    private static final String OWN_PASSWORD = "battery-staple";

    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements",
            "pg_stat_statements.track", "all",
            "pg_stat_statements.track_utility", "on",
            "wal_level", "logical",
            "max_slot_wal_keep_size", "1GB");

    private static final List<String> FAILING = List.of(
            "SELECT 'hunter2'::int",
            "SELEC 'hunter2'",
            "CREATE ROLE \"quiet keeper\" PASSWORD 'hunter2'",
            "INSERT INTO patients VALUES (1, 'hunter2')",
            "DO $$ BEGIN RAISE EXCEPTION 'hunter2'; END $$",
            "SELECT * FROM dblink('host=127.0.0.1 port=1 password=hunter2', 'SELECT 1') AS a(b int)");

    private static final String METRICS = """
            metrics:
              texts_of_statements:
                sqls:
                  13: |
                    select (row_number() over (order by userid, queryid))::text as tag_n, query, query as told,
                           left(query, 60) as tag_query, calls from pg_stat_statements
              texts_of_sessions:
                sqls:
                  13: |
                    select pid::text as tag_pid, query as doing, query as tag_stmt, state from pg_stat_activity
                     where query <> ''
              definitions:
                sqls:
                  13: |
                    select 'index ' || indexname as tag_name, indexdef as told from pg_indexes where schemaname = 'public'
                    union all select 'view ' || viewname, definition from pg_views where schemaname = 'public'
                    union all select 'function ' || proname || ' ' || oid, prosrc from pg_proc where pronamespace = 2200
                    union all select 'role ' || rolname, rolconfig::text from pg_roles where rolconfig is not null
              refused:
                sqls:
                  13: select query::int as n from pg_stat_activity where query like '%hunter' || '2%'
              bulk:
                sqls:
                  13: select n::text as tag_n, repeat(md5(n::text), 10) as filling from generate_series(1, 800) n
            presets:
              often:
                metrics: {texts_of_statements: 1, texts_of_sessions: 1, definitions: 1, refused: 1, bulk: 1}
            """;

    /** As the agent's own, but for the level. */
    private static final String LOGBACK = """
            <configuration>
              <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{0}: %msg%n</pattern></encoder>
              </appender>
              <logger name="io.debezium" level="OFF"/>
              <logger name="org.apache.kafka.connect" level="OFF"/>
              <root level="DEBUG"><appender-ref ref="stdout"/></root>
            </configuration>
            """;

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void theSecretIsNowhere(int major) throws Exception {
        try (AgentTrial trial = AgentTrial.on(major, SETTINGS);
                Listener<Observation> samples = trial.samples()) {
            SecretHunt hunt = new SecretHunt(trial, List.of(SecretWorkload.SECRET, OWN_PASSWORD));
            prepare(trial);
            int port = trial.port("the agent's face");
            Child agent = trial.agent("agent", config(trial, port), flags(trial));
            awaitRounds(samples, 2);
            try (Connection superuser = trial.postgres().connect("postgres");
                    Connection busy = trial.postgres().connect("postgres");
                    Statement sleeping = busy.createStatement()) {
                Thread sleeper = new Thread(() -> sleep(sleeping), "sleeper");
                sleeper.start();
                tellSecrets(trial, superuser);
                awaitRounds(samples, ENOUGH);
                letBrokerHang(trial, hunt);
                awaitRounds(samples, ENOUGH);
                hunt.http(port);
                hunt.processes();
                sleeping.cancel();
                sleeper.join();
                assertThat(statementsWithTheSecret(superuser)).isGreaterThan(10);
            }
            assertThat(agent.isAlive()).isTrue();
            await().atMost(PATIENCE).untilAsserted(() -> assertThatTextsWereAtWork(hunt));
            assertThatAllOfItWasAtWork(hunt, agent);
            hunt.files("agent.yaml");
            assertThat(hunt.found()).isEmpty();
        }
    }

    private static void prepare(AgentTrial trial) throws SQLException {
        trial.run(
                "postgres",
                "CREATE EXTENSION pg_stat_statements",
                "CREATE ROLE watcher LOGIN REPLICATION PASSWORD '" + OWN_PASSWORD + "' IN ROLE pg_monitor",
                "CREATE TABLE patients (id int PRIMARY KEY, note text)",
                "ALTER TABLE patients REPLICA IDENTITY FULL",
                "GRANT SELECT ON patients TO watcher",
                "CREATE PUBLICATION pgsonde FOR TABLE patients");
    }

    private static String config(AgentTrial trial, int port) {
        String jdbcUrl = trial.postgres().jdbcUrl("postgres");
        return trial.config(AgentTrial.SOURCE, jdbcUrl, "watcher", OWN_PASSWORD)
                + """
                full_every: 1
                texts: {every: 1s}
                activity_every: 200ms
                databases: {}
                metrics: ["%s"]
                metrics_preset: often
                spool: {directory: "%s", max: 256MB}
                listen: 127.0.0.1:%d
                capture: {publication: pgsonde}
                """.formatted(trial.data().secret("metrics.yaml", METRICS), spool(trial), port);
    }

    private static Path spool(AgentTrial trial) {
        return trial.data().path().resolve("spool");
    }

    private static List<String> flags(AgentTrial trial) {
        return List.of("-Dlogback.configurationFile=" + trial.data().secret("logback.xml", LOGBACK));
    }

    /** A session that stays open with the secret in what it runs. */
    private static void sleep(Statement statement) {
        try {
            statement.execute("SELECT 'hunter2', pg_sleep(600) /* hunter2 */");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("cancelled").isEqualTo("57014");
        }
    }

    private static void tellSecrets(AgentTrial trial, Connection superuser) throws SQLException {
        Postgres postgres = trial.postgres();
        SecretWorkload.run(
                superuser,
                "host=127.0.0.1 dbname=postgres user=" + Postgres.SUPERUSER + " port=" + postgres.port() + " password="
                        + postgres.password());
        trial.run(
                "postgres",
                "SELECT pg_reload_conf()",
                "CREATE SUBSCRIPTION kept CONNECTION 'host=127.0.0.1 password=hunter2' PUBLICATION p"
                        + " WITH (connect = false)",
                "INSERT INTO patients VALUES (1, 'hunter2'), (2, 'hunter2')",
                "UPDATE patients SET note = note || ' or hunter2' WHERE id = 1",
                "DELETE FROM patients WHERE id = 2");
        for (String each : FAILING) {
            try (Statement statement = superuser.createStatement()) {
                statement.execute(each);
                throw new AssertionError("did not fail: " + each);
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isNotEmpty();
            }
        }
    }

    private static void letBrokerHang(AgentTrial trial, SecretHunt hunt) throws IOException, InterruptedException {
        signal("STOP", trial.kafka().child());
        try {
            await().atMost(PATIENCE).until(() -> spooledBytes(trial) > 100_000);
            hunt.folder(spool(trial));
        } finally {
            signal("CONT", trial.kafka().child());
        }
    }

    private static void signal(String name, Child child) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + child.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static long spooledBytes(AgentTrial trial) throws IOException {
        long bytes = 0;
        for (Path file : SecretHunt.filesOf(spool(trial))) {
            bytes += file.toString().endsWith(".segment") ? Files.size(file) : 0;
        }
        return bytes;
    }

    /** The slower the server answers, the more seldom it is asked for texts. */
    private static void assertThatTextsWereAtWork(SecretHunt hunt) {
        assertThat(said(hunt.topics(), "pgsonde.texts"))
                .contains("CREATE ROLE \"quiet keeper\" LOGIN PASSWORD ?")
                .contains("ALTER SYSTEM SET primary_conninfo = ?");
    }

    /** Otherwise nothing would be found because nothing was said. */
    private static void assertThatAllOfItWasAtWork(SecretHunt hunt, Child agent) throws IOException {
        Map<String, StringBuilder> topics = hunt.topics();
        assertThat(said(topics, "pgsonde.samples"))
                .contains("texts_of_sessions")
                .contains("SELECT ?, pg_sleep(?)")
                .contains("index found")
                .contains("role quiet keeper");
        assertThat(said(topics, "pgsonde.changes")).contains("patients");
        assertThat(said(topics, "pgsonde.agents")).isNotEmpty();
        assertThat(Files.readString(agent.log())).contains(" DEBUG ").contains("refused: ");
    }

    private static String said(Map<String, StringBuilder> topics, String topic) {
        return topics.getOrDefault(topic, new StringBuilder()).toString();
    }

    private static void awaitRounds(Listener<Observation> samples, int more) {
        long before = rounds(samples);
        await().atMost(PATIENCE).until(() -> rounds(samples) >= before + more);
    }

    private static long rounds(Listener<Observation> samples) {
        return samples.heard().stream().filter(Round.class::isInstance).count();
    }

    private static long statementsWithTheSecret(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_statements WHERE query LIKE '%hunter2%'")) {
            answer.next();
            return answer.getLong(1);
        }
    }
}

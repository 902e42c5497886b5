package dev.pgsonde.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.local.stack.Trouble;
import dev.pgsonde.local.stack.Trouble.Running;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Incarnation.Role;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to a server between two rounds is told once, and nothing is counted across it. */
final class IncarnationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> SETTINGS =
            Map.of("shared_preload_libraries", "pg_stat_statements", "autovacuum", "off", "restart_after_crash", "on");
    private static final List<String> TOLD = List.of("agent_started", "restart", "failover", "statistics_reset", "gap");
    /** The time that the agent waits for an answer is 3 s here. */
    private static final Duration FROZEN = Duration.ofSeconds(Integer.getInteger("pgsonde.frozen.seconds", 12));

    private AgentTrial trial;
    private Trouble trouble;
    private Listener<Observation> samples;

    @BeforeEach
    void start() throws SQLException {
        trial = AgentTrial.on(PostgresPlan.of(17, SETTINGS), new PostgresPlan("another", 17, SETTINGS, 0));
        trouble = trial.trouble();
        samples = trial.samples();
        trial.run("postgres", "CREATE EXTENSION pg_stat_statements", "CREATE TABLE t (id int)");
    }

    @AfterEach
    void stop() {
        samples.close();
        trial.close();
    }

    @Test
    void eachResetIsToldOnceAndNothingIsCountedAcrossIt() throws SQLException {
        trial.run("postgres", "INSERT INTO t SELECT generate_series(1, 5)");
        watch(trial.config("postgres"));
        reset("SELECT pg_stat_reset()", "INSERT INTO t SELECT generate_series(1, 100)");
        reset("SELECT pg_stat_statements_reset()", "SELECT pi()");
        reset("SELECT pg_stat_reset_shared('wal')", "INSERT INTO t SELECT generate_series(1, 2000)");
        reset("SELECT pg_stat_reset_shared('bgwriter')", "SELECT 1");
        reset("SELECT pg_stat_reset_shared('io')", "SELECT 1");
        reset(
                "SELECT pg_stat_reset_single_table_counters('t'::regclass)",
                "INSERT INTO t SELECT generate_series(1, 3000)");

        assertThat(told())
                .extracting(Marker::kind, Marker::subjectKind, Marker::subject)
                .containsExactly(
                        tuple("agent_started", "agent", agent()),
                        tuple("statistics_reset", "database", "postgres"),
                        tuple("statistics_reset", "view", "statements_info"),
                        tuple("statistics_reset", "view", "wal"),
                        tuple("statistics_reset", "view", "bgwriter"),
                        tuple("statistics_reset", "view", "io"),
                        tuple("statistics_reset", "database", "postgres"));
        Replay replay = replay();
        assertThatNothingWentBack(replay);
        assertThat(inserted(replay)).as("rows of t that are counted").isEqualTo(2000);
        assertThat(incarnations()).hasSize(1);
    }

    /** Rarely does a round come between, and then there is nothing wrong with it. */
    private void reset(String... sql) throws SQLException {
        try (Connection connection = trial.postgres().connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
            statement.execute("SELECT pg_stat_force_next_flush()");
        }
        awaitRounds(2);
    }

    @Test
    void aServerThatIsKilledAndStartedAgainIsARestart() throws Exception {
        watch(trial.config("postgres"));
        Instant before = started();
        Running running = trouble.running(trial.postgres());
        trouble.kill(running);
        trouble.start(running.data(), running.port(), SETTINGS, trial.postgres());
        Instant after = started();
        awaitRounds(2);
        assertThat(told().stream().skip(1))
                .extracting(Marker::kind, Marker::subjectKind, Marker::before, Marker::after)
                .containsExactly(tuple("restart", "server", before.toString(), after.toString()));
        assertThat(incarnations()).extracting(Incarnation::postmasterStart).containsExactly(before, after);
        assertThatNothingWentBack(replay());
    }

    @Test
    void aCrashOfOneProcessIsARestartToo() throws Exception {
        trial.run("postgres", "INSERT INTO t SELECT generate_series(1, 5)");
        watch(trial.config("postgres"));
        try (Connection connection = trial.postgres().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
            answer.next();
            trouble.crash(answer.getInt(1));
        } catch (SQLException e) {
            // closing it fails: it is gone
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            trial.run("postgres", "INSERT INTO t SELECT generate_series(1, 100)", "SELECT pg_stat_force_next_flush()");
            return true;
        });
        awaitRounds(2);
        assertThat(told().stream().skip(1)).extracting(Marker::kind).containsExactly("restart");
        assertThat(incarnations()).hasSize(2);
        Replay replay = replay();
        assertThatNothingWentBack(replay);
        assertThat(inserted(replay)).as("rows of t that are counted").isIn(0L, 100L);
    }

    @Test
    void aServerThatStandsStillForAWhileIsTheSameOneAfterwards() throws Exception {
        watch(trial.config("postgres") + "timeouts:\n  socket: 3s\n");
        trial.run("postgres", "INSERT INTO t SELECT generate_series(1, 7)", "SELECT pg_stat_force_next_flush()");
        awaitRounds(2);
        Running running = trouble.running(trial.postgres());
        trouble.freeze(running);
        long end = System.nanoTime() + FROZEN.toNanos();
        await().atMost(FROZEN.plus(PATIENCE)).until(() -> System.nanoTime() > end);
        trouble.thaw(running);
        trial.run("postgres", "INSERT INTO t SELECT generate_series(1, 100)", "SELECT pg_stat_force_next_flush()");
        awaitRounds(3);
        assertThat(told().stream().skip(1)).extracting(Marker::kind).isEmpty();
        assertThat(incarnations()).hasSize(1);
        Replay replay = replay();
        assertThatNothingWentBack(replay);
        assertThat(inserted(replay)).as("rows of t that are counted").isEqualTo(107);
    }

    @Test
    void anotherClusterOnThePortIsAFailover() throws Exception {
        Postgres another = trial.servers().get(1);
        try (Connection connection = another.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER ROLE postgres PASSWORD '" + trial.postgres().password() + "'");
            statement.execute("CREATE TABLE t AS SELECT generate_series(1, 1000) AS id");
        }
        watch(trial.config("postgres"));
        Incarnation before = incarnations().get(0);
        Running other = trouble.running(another);
        trouble.shutDown(other);
        trouble.kill(trouble.running(trial.postgres()));
        trouble.start(other.data(), trial.postgres().port(), SETTINGS, trial.postgres());
        awaitRounds(2);
        Incarnation after = incarnations().get(1);
        assertThat(after.system()).isNotEqualTo(before.system());
        assertThat(told().stream().skip(1))
                .extracting(Marker::kind, Marker::before, Marker::after)
                .containsExactly(tuple("failover", text(before), text(after)));
        assertThat(inserted(replay())).isZero();
        assertThatNothingWentBack(replay());
    }

    @Test
    void aPromotionIsAFailover() throws Exception {
        Running primary = trouble.running(trial.postgres());
        trouble.shutDown(primary);
        Path copy = trouble.copyAsStandby(primary.data());
        trouble.start(copy, primary.port(), SETTINGS, trial.postgres());
        watch(trial.config("postgres"));
        trial.run("postgres", "SELECT pg_promote()");
        awaitRounds(3);
        List<Incarnation> incarnations = incarnations();
        assertThat(incarnations)
                .extracting(Incarnation::role, Incarnation::timeline)
                .containsExactly(tuple(Role.STANDBY, 1), tuple(Role.PRIMARY, 2));
        assertThat(incarnations).extracting(Incarnation::postmasterStart).containsOnly(started());
        assertThat(told().stream().skip(1))
                .extracting(Marker::kind, Marker::before, Marker::after)
                .containsExactly(tuple("failover", text(incarnations.get(0)), text(incarnations.get(1))));
        assertThatNothingWentBack(replay());
    }

    private static String text(Incarnation incarnation) {
        return "system " + incarnation.system() + ", timeline " + incarnation.timeline() + ", "
                + incarnation.role().name().toLowerCase(Locale.ROOT);
    }

    private void watch(String config) {
        trial.agent("agent", config);
        awaitRounds(3);
    }

    /** So many more rounds than there are now. */
    private void awaitRounds(int more) {
        long now = rounds() + more;
        await().atMost(PATIENCE).until(() -> rounds() >= now);
    }

    private long rounds() {
        return samples.heard().stream().filter(Round.class::isInstance).count();
    }

    private String agent() {
        return all(Sample.class).get(0).agent();
    }

    private <T> List<T> all(Class<T> type) {
        return samples.heard().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Marker> told() {
        return all(Marker.class).stream()
                .filter(marker -> TOLD.contains(marker.kind()))
                .toList();
    }

    private List<Incarnation> incarnations() {
        return all(Sample.class).stream().map(Sample::incarnation).distinct().toList();
    }

    private Replay replay() {
        Replay replay = new Replay();
        all(Sample.class).forEach(replay::take);
        return replay;
    }

    private static long inserted(Replay replay) {
        return replay.changes().stream()
                .filter(change ->
                        change.view().equals("tables") && change.subject().equals("postgres.public.t"))
                .mapToLong(change -> change.counters().get("n_tup_ins"))
                .sum();
    }

    /** A count that fell without a reason would be noticed only because it fell. */
    private static void assertThatNothingWentBack(Replay replay) {
        assertThat(replay.refused().stream().filter(refused -> refused.reason() == Reason.COUNTER_WENT_BACK))
                .isEmpty();
    }

    /** All that the server counts began with its checkpointer. */
    private Instant started() throws SQLException {
        try (Connection connection = trial.postgres().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT backend_start FROM pg_stat_activity" + " WHERE backend_type = 'checkpointer'")) {
            answer.next();
            return answer.getTimestamp(1).toInstant();
        }
    }
}

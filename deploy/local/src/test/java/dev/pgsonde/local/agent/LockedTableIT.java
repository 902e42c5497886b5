package dev.pgsonde.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Round.ViewCost;
import dev.pgsonde.schema.Sample;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An ALTER TABLE holds one of a hundred tables: the rounds go on, and only that table's sizes are unknown. */
final class LockedTableIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TABLES = 100;
    private static final String LOCKED = "postgres.public.t_42";
    private static final String LOCKED_INDEX = LOCKED + "_pkey";
    /** Longer only when somebody tries it by hand: the lock makes no difference to a round whether it is old or new. */
    private static final int ROUNDS = Integer.getInteger("pgsonde.locked.rounds", 15);

    @Test
    void everyRoundEndsInTimeAndOnlyTheLockedTableIsUnknown() throws SQLException {
        try (AgentTrial trial = AgentTrial.on(17, Map.of("shared_preload_libraries", "pg_stat_statements"));
                Listener<Observation> samples = trial.samples();
                Connection holder = trial.postgres().connect("postgres")) {
            makeTables(holder);
            int pid = lock(holder);

            trial.agent("agent", trial.config("postgres"));
            await().atMost(PATIENCE.plusSeconds(ROUNDS))
                    .until(() -> rounds(samples.heard()).size() >= ROUNDS);
            List<Observation> whileLocked = samples.heard();
            // in its very first round the agent is still loading its own classes
            assertThatRoundsAreInTime(rounds(whileLocked).subList(1, ROUNDS));
            assertThatNoViewIsUnknown(whileLocked);
            assertThatOnlyTheLockedOneIsUnknown(whileLocked, pid);

            List<Observation> reconnected = afterReconnecting(trial, samples);
            assertThatNoViewIsUnknown(reconnected);
            assertThatOnlyTheLockedOneIsUnknown(reconnected, pid);

            holder.rollback();
            assertThat(reasons(whole(afterReconnecting(trial, samples), "table_sizes")))
                    .isEmpty();
        }
    }

    private static void makeTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
            for (int n = 0; n < TABLES; n++) {
                statement.execute("CREATE TABLE t_" + n + " (id int PRIMARY KEY, words text)");
                statement.execute("INSERT INTO t_" + n + " SELECT n, 'word ' || n FROM generate_series(1, 50) AS n");
            }
        }
    }

    /** Writes the table and its index anew; answers which of the server's processes holds the lock. */
    private static int lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE t_42 ALTER COLUMN id TYPE bigint");
            try (ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    /** What is told from the first whole round of the agent's next session on. */
    private static List<Observation> afterReconnecting(AgentTrial trial, Listener<Observation> samples)
            throws SQLException {
        Instant before = now(trial);
        trial.run(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()");
        await().atMost(PATIENCE)
                .until(() -> since(samples.heard(), before).stream()
                                .filter(observation -> observation instanceof Sample sample
                                        && sample.view().equals("table_sizes"))
                                .count()
                        > 0);
        await().atMost(PATIENCE)
                .until(() -> rounds(since(samples.heard(), before)).size() >= 2);
        return since(samples.heard(), before);
    }

    private static Instant now(AgentTrial trial) throws SQLException {
        try (Connection connection = trial.postgres().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT clock_timestamp()")) {
            answer.next();
            return answer.getTimestamp(1).toInstant();
        }
    }

    private static List<Observation> since(List<Observation> heard, Instant then) {
        return heard.stream()
                .filter(observation -> observation.at().isAfter(then))
                .toList();
    }

    private static void assertThatRoundsAreInTime(List<Round> rounds) {
        for (Round round : rounds) {
            Duration late = Duration.between(Instant.ofEpochMilli(round.round() * round.everyMs()), round.at());
            assertThat(late)
                    .as("how long after its tick round %s began", round.round())
                    .isBetween(Duration.ZERO, Duration.ofMillis(round.everyMs() / 2));
            assertThat(round.costs().stream().mapToLong(ViewCost::tookUs).sum())
                    .as("how long round %s took", round.round())
                    .isLessThan(round.everyMs() * 1000);
        }
        long first = rounds.get(0).round();
        assertThat(rounds.stream().map(Round::round))
                .as("one round a tick")
                .containsExactlyElementsOf(IntStream.range(0, rounds.size())
                        .mapToObj(n -> first + n)
                        .toList());
    }

    private static void assertThatNoViewIsUnknown(List<Observation> heard) {
        assertThat(heard.stream()
                        .filter(observation -> observation instanceof Sample sample && sample.unknown() != null)
                        .toList())
                .isEmpty();
    }

    private static void assertThatOnlyTheLockedOneIsUnknown(List<Observation> heard, int pid) {
        String reason = "locked by AccessExclusiveLock of process " + pid;
        for (String view : List.of("tables", "table_state", "table_sizes")) {
            assertThat(ownTables(whole(heard, view))).as(view).hasSize(TABLES);
        }
        assertThat(ownTables(whole(heard, "index_facts"))).hasSize(TABLES);
        Sample tables = whole(heard, "table_sizes");
        assertThat(reasons(tables)).containsExactly(Map.entry(LOCKED, reason));
        assertThat(unmeasured(tables, "main_bytes")).containsExactly(LOCKED);
        assertThat(unmeasured(tables, "indexes_bytes")).containsExactly(LOCKED);
        Sample indexes = whole(heard, "index_sizes");
        assertThat(reasons(indexes)).containsExactly(Map.entry(LOCKED_INDEX, reason));
        assertThat(unmeasured(indexes, "main_bytes")).containsExactly(LOCKED_INDEX);
        assertThat(unmeasured(whole(heard, "tables"), "n_tup_ins")).isEmpty();
        assertThat(unmeasured(whole(heard, "table_state"), "relpages")).isEmpty();
    }

    private static Sample whole(List<Observation> heard, String view) {
        return heard.stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .filter(sample -> sample.view().equals(view) && sample.frame() == FrameKind.FULL)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ownTables(Sample sample) {
        return IntStream.range(0, sample.rows())
                .mapToObj(sample::subject)
                .filter(subject -> subject.startsWith("postgres.public.t_"))
                .toList();
    }

    /** Why the rows of which something is missing miss it. */
    private static Map<String, String> reasons(Sample sample) {
        Map<String, String> reasons = new TreeMap<>();
        Column unknown = column(sample, "unknown");
        IntStream.range(0, sample.rows())
                .filter(row -> !unknown.isAbsent(row))
                .forEach(row -> reasons.put(sample.subject(row), String.valueOf(unknown.at(row))));
        return reasons;
    }

    private static List<String> unmeasured(Sample sample, String name) {
        Column column = column(sample, name);
        return IntStream.range(0, sample.rows())
                .filter(column::isAbsent)
                .mapToObj(sample::subject)
                .toList();
    }

    private static Column column(Sample sample, String name) {
        return sample.columns().stream()
                .filter(column -> Objects.equals(column.name(), name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Round> rounds(List<Observation> heard) {
        return heard.stream()
                .filter(Round.class::isInstance)
                .map(Round.class::cast)
                .toList();
    }
}

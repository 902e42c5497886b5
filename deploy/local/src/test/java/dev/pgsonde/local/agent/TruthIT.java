package dev.pgsonde.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.agent.Replay.Change;
import dev.pgsonde.local.agent.Truth.Range;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.Trouble;
import dev.pgsonde.local.stack.Trouble.Running;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a server in whatever order: what the streams would believe of it is true. */
final class TruthIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEPS = Integer.getInteger("pgsonde.truth.steps", 24);
    private static final long SEED = Long.getLong("pgsonde.truth.seed", 20_240_229L);
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_preload_libraries", "pg_stat_statements", "pg_stat_statements.max", "100", "autovacuum", "off");
    private static final List<String> TOLD = List.of("restart", "failover", "statistics_reset", "gap");

    private final Random random = new Random(SEED);
    private final List<String> expected = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private int agents;

    @Test
    void everyDifferenceIsWhatHappened() throws Exception {
        try (AgentTrial trial = AgentTrial.on(17, SETTINGS);
                Listener<Observation> samples = trial.samples()) {
            Story story = new Story(trial, samples);
            story.begin();
            for (int n = 0; n < STEPS; n++) {
                story.step();
            }
            story.end();
            Replay replay = new Replay();
            samples.heard().stream()
                    .filter(Sample.class::isInstance)
                    .map(Sample.class::cast)
                    .forEach(replay::take);
            String what = "seed " + SEED + ": " + String.join(", ", done);
            assertThat(replay.refused().stream().filter(each -> each.reason() == Reason.COUNTER_WENT_BACK))
                    .as(what)
                    .isEmpty();
            assertThatAllIsTrue(
                    replay.changes().stream()
                            .filter(change -> change.to().round() <= story.heardRound)
                            .toList(),
                    story.oracle,
                    what);
            assertThat(told(samples.heard())).as(what).containsExactlyElementsOf(expected);
        }
    }

    private static void assertThatAllIsTrue(List<Change> changes, Oracle oracle, String what) {
        Map<String, Integer> exact = new HashMap<>();
        for (Change change : changes) {
            Truth truth = oracle.truth(change.view(), change.subject());
            if (truth == null) {
                continue;
            }
            String column = Oracle.COLUMNS.get(change.view());
            long counted = Objects.requireNonNull(change.counters().get(column), change.view());
            Range range = truth.between(change.from(), change.to());
            assertThat(range.has(counted))
                    .as(
                            "%s %s: %s counted, %s true, from %s to %s; %s",
                            change.subject(), column, counted, range, change.from(), change.to(), what)
                    .isTrue();
            if (range.isExact() && counted > 0) {
                exact.merge(change.view(), 1, Integer::sum);
            }
        }
        for (String view : List.of("tables", "database", "statements")) {
            assertThat(exact.getOrDefault(view, 0))
                    .as("spans of %s in which something happened, known exactly", view)
                    .isGreaterThan(STEPS / 5);
        }
    }

    private static List<String> told(List<Observation> heard) {
        return heard.stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .filter(marker -> TOLD.contains(marker.kind()))
                .map(marker -> marker.kind() + " " + marker.subject())
                .toList();
    }

    /** Steps, each with at most one piece of trouble and work before and after it, and a whole round between two. */
    private final class Story {
        private final AgentTrial trial;
        private final Listener<Observation> samples;
        private final Trouble trouble;
        private final Oracle oracle;
        private Running server;

        @SuppressWarnings("NullAway.Init") // begin() starts it
        private Child agent;

        /** All rounds up to this one are over. */
        private long heardRound;

        Story(AgentTrial trial, Listener<Observation> samples) {
            this.trial = trial;
            this.samples = samples;
            this.trouble = trial.trouble();
            this.server = trouble.running(trial.postgres());
            this.oracle = new Oracle(trial.postgres(), () -> heardRound);
        }

        void begin() throws Exception {
            trial.run("postgres", "CREATE EXTENSION pg_stat_statements", "CREATE DATABASE shop");
            oracle.prepare();
            agent = startAgent();
            awaitRounds(2);
        }

        void end() throws Exception {
            awaitRounds(2);
            oracle.end();
            oracle.close();
        }

        void step() throws Exception {
            work();
            int choice = random.nextInt(14);
            switch (choice) {
                case 0 -> reset("SELECT pg_stat_reset()", "statistics_reset postgres");
                case 1 -> reset("SELECT pg_stat_statements_reset()", "statistics_reset statements_info");
                case 2 -> reset("SELECT pg_stat_reset_shared('wal')", "statistics_reset wal");
                case 3 -> restart();
                case 4 -> kill();
                case 5 -> crash();
                case 6 -> freeze();
                case 7 -> replaceAgent();
                case 8 -> recreate();
                case 9, 10 -> evict();
                default -> done.add("work");
            }
            work();
            awaitRounds(2);
        }

        private void work() throws Exception {
            for (int n = random.nextInt(3); n > 0; n--) {
                oracle.insert("t" + random.nextInt(3), 1 + random.nextInt(200));
                oracle.commit(1 + random.nextInt(20));
                oracle.call(1 + random.nextInt(8));
            }
        }

        private void reset(String sql, String marker) throws Exception {
            oracle.run(sql);
            done.add(sql);
            expected.add(marker);
        }

        private void restart() throws Exception {
            done.add("restart");
            oracle.close();
            trouble.shutDown(server);
            startServer();
        }

        private void kill() throws Exception {
            done.add("kill");
            oracle.close();
            trouble.kill(server);
            startServer();
        }

        private void startServer() throws Exception {
            server = trouble.start(server.data(), server.port(), SETTINGS, trial.postgres());
            expected.add("restart trial");
            oracle.open();
        }

        private void crash() throws Exception {
            done.add("crash");
            oracle.crash(trouble);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                oracle.open();
                return true;
            });
            expected.add("restart trial");
        }

        private void freeze() throws Exception {
            done.add("freeze");
            trouble.freeze(server);
            long end = System.nanoTime()
                    + Duration.ofMillis(500 + random.nextInt(3000)).toNanos();
            await().atMost(PATIENCE).until(() -> System.nanoTime() > end);
            trouble.thaw(server);
        }

        private void replaceAgent() throws Exception {
            done.add("kill -9 of the agent");
            agent.kill();
            work();
            agent = startAgent();
        }

        private void recreate() throws Exception {
            done.add("drop and create");
            oracle.recreate("t" + random.nextInt(3));
        }

        private void evict() throws Exception {
            done.add("evict");
            oracle.flood();
        }

        private Child startAgent() {
            agents++;
            return trial.agent(
                    "agent-" + agents,
                    trial.config("postgres") + "activity_every: 0s\nhost: off\ntimeouts:\n  socket: 2s\n");
        }

        private void awaitRounds(int more) {
            long then = lastRound() + more;
            await().atMost(PATIENCE).until(() -> lastRound() >= then);
            heardRound = lastRound();
        }

        private long lastRound() {
            return samples.heard().stream()
                    .filter(Round.class::isInstance)
                    .map(Round.class::cast)
                    .mapToLong(Round::round)
                    .max()
                    .orElse(0);
        }
    }
}

package dev.pgsonde.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Report.AgentState;
import dev.pgsonde.schema.Round;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role without any right takes the agents' lock and gives itself their name: sampling goes on, by one of two agents. */
final class LockThiefIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENOUGH = 5;

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void oneOfTwoAgentsSamplesWhileAStrangerHoldsTheLock(int major) throws SQLException {
        try (AgentTrial trial = AgentTrial.on(major, Map.of());
                Listener<Observation> samples = trial.samples();
                Listener<Report> reports = trial.reports()) {
            try (LockThief thief = LockThief.on(trial)) {
                Child first = trial.agent("first", trial.config("postgres"));
                await().atMost(PATIENCE).until(() -> rounds(samples).size() >= ENOUGH);
                assertThat(held(samples)).hasSize(1);
                assertThat(held(samples).get(0).after()).contains("role mallory", "application pgsonde agent");
                trial.agent("second", trial.config("postgres"));
                await().atMost(PATIENCE)
                        .until(() -> reports.heard().stream().anyMatch(report -> report.state() == AgentState.STANDBY));
                int before = rounds(samples).size();
                await().atMost(PATIENCE).until(() -> rounds(samples).size() >= before + ENOUGH);
                assertThat(agents(samples)).hasSize(1);

                first.kill();

                await().atMost(PATIENCE).until(() -> agents(samples).size() == 2);
                assertThat(thief.isThere()).isTrue();
            }
            await().atMost(PATIENCE).until(() -> held(samples).stream().anyMatch(marker -> marker.after() == null));
            assertThat(rounds(samples).stream().map(Round::round)).doesNotHaveDuplicates();
        }
    }

    private static List<Round> rounds(Listener<Observation> samples) {
        return samples.heard().stream()
                .filter(Round.class::isInstance)
                .map(Round.class::cast)
                .toList();
    }

    private static Set<String> agents(Listener<Observation> samples) {
        Set<String> agents = new HashSet<>();
        rounds(samples).forEach(round -> agents.add(round.agent()));
        return agents;
    }

    private static List<Marker> held(Listener<Observation> samples) {
        return samples.heard().stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .filter(marker -> marker.kind().equals("lock_held"))
                .toList();
    }
}

package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A view that is looked at every five minutes and could not be read at once. */
final class SeldomViewIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VIEW = "triggers";

    @Test
    void whatWasAskedInVainIsAskedAgainInTheNextRound() throws SQLException {
        try (AgentTrial trial = AgentTrial.on(17, Map.of());
                Listener<Observation> samples = trial.samples();
                Connection owner = trial.postgres().connect("postgres");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_catalog.pg_trigger IN ACCESS EXCLUSIVE MODE");
            trial.agent("agent", trial.config("postgres").replace("every: 1s", "every: 5s"));
            await().atMost(PATIENCE).until(() -> !looks(samples).isEmpty());
            owner.rollback();
            await().atMost(PATIENCE).until(() -> looks(samples).stream().anyMatch(sample -> sample.unknown() == null));

            List<Sample> looks = looks(samples);
            Sample answered = looks.stream()
                    .filter(sample -> sample.unknown() == null)
                    .findFirst()
                    .orElseThrow();
            assertThat(looks.get(0).unknown()).contains("lock");
            assertThat(answered.round()).isLessThanOrEqualTo(looks.get(0).round() + 3);
        }
    }

    private static List<Sample> looks(Listener<Observation> samples) {
        return samples.heard().stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .filter(sample -> sample.view().equals(VIEW))
                .toList();
    }
}

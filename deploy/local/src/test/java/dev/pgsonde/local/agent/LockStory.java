package dev.pgsonde.local.agent;

import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** An agent starts while a stranger holds its lock, and the streams make an alert of it. */
public final class LockStory {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String RULE = "agent_lock_held";
    private static final int ENOUGH = 5;

    /** How many rounds the agent had had when the alert was there, and whether it then went on. */
    public record Outcome(int rounds, boolean goesOn) {}

    private LockStory() {}

    public static Outcome on(int major, Duration every, Duration window) throws SQLException {
        try (AgentTrial trial = AgentTrial.on(major, Map.of());
                LockThief thief = LockThief.on(trial)) {
            trial.streamsOnce(window);
            trial.agent("agent", trial.config("postgres").replace("every: 1s", "every: " + every.toSeconds() + "s"));
            try (Listener<Observation> samples = trial.samples();
                    Listener<Alert> alerts = trial.listener(trial.topics().alerts())) {
                await().atMost(PATIENCE).until(() -> alerts.heard().stream()
                        .anyMatch(alert -> alert.metric().equals(RULE)));
                int rounds = rounds(samples);
                await().atMost(PATIENCE).until(() -> rounds(samples) >= rounds + ENOUGH);
                return new Outcome(rounds, thief.isThere());
            }
        }
    }

    private static int rounds(Listener<Observation> samples) {
        return (int) samples.heard().stream().filter(Round.class::isInstance).count();
    }
}

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
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two agents for one server: one samples, the other waits, and takes over when the first is gone. */
final class HandoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ENOUGH = 5;

    @Test
    void whenTheActiveOneIsKilledTheOtherGoesOnWithinTwoRounds() {
        try (AgentTrial trial = AgentTrial.on(17, Map.of());
                Listener<Observation> samples = trial.samples();
                Listener<Report> reports = trial.reports()) {
            Child first = trial.agent("first", trial.config("postgres"));
            await().atMost(PATIENCE).until(() -> rounds(samples.heard()).size() >= ENOUGH);
            String active = rounds(samples.heard()).get(0).agent();
            trial.agent("second", trial.config("postgres"));
            await().atMost(PATIENCE)
                    .until(() -> reports.heard().stream().anyMatch(report -> report.state() == AgentState.STANDBY));

            first.kill();

            await().atMost(PATIENCE)
                    .until(() -> roundsOfOthers(samples.heard(), active).size() >= ENOUGH);
            List<Observation> all = samples.heard();
            Instant last = lastOf(all, active);
            Instant next = roundsOfOthers(all, active).get(0).at();
            assertThat(Duration.between(last, next)).isLessThanOrEqualTo(Duration.ofMillis(3100));
            assertThat(twice(all)).isEmpty();
            assertThat(gaps(all)).hasSize(1);
            Marker gap = gaps(all).get(0);
            assertThat(gap.detail()).isEqualTo("another agent sampled until then");
            assertThat(Instant.parse(String.valueOf(gap.before()))).isBetween(last.minusSeconds(1), next);
        }
    }

    private static List<Round> rounds(List<Observation> heard) {
        return heard.stream()
                .filter(Round.class::isInstance)
                .map(Round.class::cast)
                .toList();
    }

    private static List<Round> roundsOfOthers(List<Observation> heard, String agent) {
        return rounds(heard).stream()
                .filter(round -> !round.agent().equals(agent))
                .toList();
    }

    private static Instant lastOf(List<Observation> heard, String agent) {
        return rounds(heard).stream()
                .filter(round -> round.agent().equals(agent))
                .map(Round::at)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** What stands on the topic more than once for one view of one database in one round. */
    private static List<String> twice(List<Observation> heard) {
        return heard.stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .collect(Collectors.groupingBy(
                        sample ->
                                sample.source() + " " + sample.database() + "." + sample.view() + " " + sample.round(),
                        Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Marker> gaps(List<Observation> heard) {
        return heard.stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .filter(marker -> marker.kind().equals("gap"))
                .toList();
    }
}

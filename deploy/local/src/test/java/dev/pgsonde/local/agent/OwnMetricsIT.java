package dev.pgsonde.local.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Unusable;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An agent with a file of the user's metric definitions: what can be used is on the topic, the rest is in the log. */
final class OwnMetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAJOR = 17;
    private static final Path FILE = Path.of("../../schemas/src/test/resources/user/pgwatch/metrics.yaml")
            .toAbsolutePath()
            .normalize();

    @Test
    void everyUsableOneIsPublishedAndEveryOtherListedOnceWithItsReason() throws SQLException, IOException {
        UserCatalog own = UserCatalog.read(List.of(FILE), Catalog.standard(), null);
        Set<String> askable = own.views().stream()
                .filter(view -> view.role() != View.Role.STANDBY)
                .filter(view -> view.sqlFor(MAJOR).isPresent())
                .map(View::view)
                .collect(Collectors.toSet());
        assertThat(askable).hasSizeGreaterThan(10);
        try (AgentTrial trial = AgentTrial.on(MAJOR, Map.of("shared_preload_libraries", "pg_stat_statements"));
                Listener<Observation> samples = trial.samples()) {
            trial.run(
                    "postgres",
                    "CREATE SCHEMA \"Odd place\"",
                    "CREATE EXTENSION pg_stat_statements SCHEMA \"Odd place\"",
                    "CREATE SEQUENCE counted");
            Child agent = trial.agent(
                    "agent", trial.config("postgres").replace("every: 1s", "every: 5s") + "metrics: [" + FILE + "]\n");

            await().atMost(PATIENCE)
                    .until(() -> byView(samples.heard()).keySet().containsAll(askable));

            Map<String, Sample> first = byView(samples.heard());
            Map<String, String> unknown = askable.stream()
                    .map(first::get)
                    .filter(sample -> sample.unknown() != null)
                    .collect(Collectors.toMap(Sample::view, sample -> String.valueOf(sample.unknown())));
            assertThat(unknown).containsOnlyKeys("hidden_write", "load");
            String log = Files.readString(agent.log());
            assertThat(own.unusable()).hasSizeGreaterThan(8);
            for (Unusable unusable : own.unusable()) {
                assertThat(log).containsOnlyOnce(unusable.toString());
            }
            assertThat(log)
                    .containsOnlyOnce("hidden_write: ERROR: cannot execute nextval() in a read-only transaction");
            assertThat(log).containsOnlyOnce("load: ERROR: function get_load_of_machine() does not exist");
        }
    }

    private static Map<String, Sample> byView(List<Observation> heard) {
        return heard.stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .collect(Collectors.toMap(Sample::view, sample -> sample, (earlier, later) -> earlier));
    }
}

package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A role that may do little: rounds go on, and what is missing is told once, with what mends it. */
final class PoorRoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What somebody grants is noticed within a minute, and asked for in the round after it. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(150);

    private static final int ENOUGH = 8;

    @Test
    void whatIsMissingIsToldOnceAndSoIsThatItIsThere() throws SQLException, IOException {
        try (AgentTrial trial = AgentTrial.on(17, Map.of("shared_preload_libraries", "pg_stat_statements"));
                Listener<Observation> samples = trial.samples()) {
            trial.run(
                    "postgres",
                    "CREATE ROLE poor LOGIN PASSWORD 'poor'",
                    "CREATE DATABASE shop",
                    "REVOKE CONNECT ON DATABASE shop FROM PUBLIC");
            String config = config(trial, "databases: {}");
            Child agent = trial.agent("poor", config);
            await().atMost(PATIENCE).until(() -> rounds(samples) >= ENOUGH);
            assertThat(missing(samples))
                    .containsExactlyInAnyOrder(
                            "role poor: as a superuser run: GRANT pg_monitor TO poor;",
                            "database shop: GRANT CONNECT ON DATABASE shop TO poor;",
                            "view statements: " + TO_CREATE,
                            "view statements_info: " + TO_CREATE);
            assertThat(kinds(samples)).doesNotContain("breaker");
            assertThat(warnings(agent)).hasSize(4);
            Child sample = trial.command("sample", config, "sample");
            assertThat(sample.awaitEnd(PATIENCE)).isZero();
            assertThat(Files.readString(sample.log()))
                    .contains("fix: as a superuser run: GRANT pg_monitor TO poor;")
                    .contains("fix: GRANT CONNECT ON DATABASE shop TO poor;")
                    .contains("fix: " + TO_CREATE);

            trial.run("postgres", "CREATE EXTENSION pg_stat_statements", "GRANT CONNECT ON DATABASE shop TO poor");
            await().atMost(TO_NOTICE).until(() -> readable(samples)
                    .containsAll(List.of("database shop", "view statements", "view statements_info")));
            trial.run("postgres", "GRANT pg_monitor TO poor");
            await().atMost(TO_NOTICE).until(() -> readable(samples).contains("role poor"));

            assertThat(readable(samples)).doesNotHaveDuplicates();
            assertThat(missing(samples)).hasSize(4);
            assertThat(warnings(agent)).hasSize(4);
        }
    }

    @Test
    void anExtensionThatWasCreatedButNotLoadedIsToldOnce() throws SQLException, IOException {
        try (AgentTrial trial = AgentTrial.on(15, Map.of());
                Listener<Observation> samples = trial.samples()) {
            trial.run(
                    "postgres",
                    "CREATE ROLE poor LOGIN PASSWORD 'poor' IN ROLE pg_monitor",
                    "CREATE EXTENSION pg_stat_statements");
            Child agent = trial.agent("poor", config(trial, ""));
            await().atMost(PATIENCE).until(() -> rounds(samples) >= ENOUGH);
            assertThat(missing(samples))
                    .containsExactlyInAnyOrder("view statements: " + TO_LOAD, "view statements_info: " + TO_LOAD);
            assertThat(warnings(agent)).hasSize(2);
        }
    }

    @Test
    void commandsThatFailSaySoInOneLine() throws IOException {
        try (AgentTrial trial = AgentTrial.on(17, Map.of())) {
            String wrong = trial.config("trial", trial.postgres().jdbcUrl("postgres"), "nobody", "nothing");
            Child sample = trial.command("sample", wrong, "sample");
            assertThat(sample.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(said(sample)).singleElement().asString().startsWith("pgsonde agent: cannot use PostgreSQL at ");
            Child validate = trial.command("validate", "source: x\nkafka: {}\n", "validate");
            assertThat(validate.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(said(validate)).hasSize(1);
            Child check = trial.command("check", "sauce: x\n", "check");
            assertThat(check.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(said(check)).hasSize(1);
            for (List<String> usage : List.of(List.of("sample"), List.of("check", "--nonsense"), List.of("nonsense"))) {
                Child misused = trial.command("usage-" + usage.hashCode(), "", usage.toArray(String[]::new));
                assertThat(misused.awaitEnd(PATIENCE)).as("%s", usage).isEqualTo(2);
            }
        }
    }

    private static final String TO_CREATE =
            "name pg_stat_statements in shared_preload_libraries, restart the server, and in the database of"
                    + " postgres.url run: CREATE EXTENSION pg_stat_statements;";
    private static final String TO_LOAD = "name pg_stat_statements in shared_preload_libraries and restart the server";

    private static String config(AgentTrial trial, String more) {
        return trial.config(AgentTrial.SOURCE, trial.postgres().jdbcUrl("postgres"), "poor", "poor") + more + "\n";
    }

    private static long rounds(Listener<Observation> samples) {
        return samples.heard().stream().filter(Round.class::isInstance).count();
    }

    private static List<Marker> unreadable(Listener<Observation> samples) {
        return samples.heard().stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .filter(marker -> marker.kind().equals("unreadable"))
                .toList();
    }

    private static List<String> missing(Listener<Observation> samples) {
        return unreadable(samples).stream()
                .filter(marker -> marker.after() != null)
                .map(marker -> marker.subjectKind() + " " + marker.subject() + ": " + marker.detail())
                .toList();
    }

    private static List<String> readable(Listener<Observation> samples) {
        return unreadable(samples).stream()
                .filter(marker -> marker.after() == null)
                .map(marker -> marker.subjectKind() + " " + marker.subject())
                .toList();
    }

    private static List<String> kinds(Listener<Observation> samples) {
        return samples.heard().stream()
                .filter(Marker.class::isInstance)
                .map(marker -> ((Marker) marker).kind())
                .toList();
    }

    /** The shell that keeps the process may say that it ended what waited for it. */
    private static List<String> said(Child command) throws IOException {
        return Files.readAllLines(command.log()).stream()
                .filter(line -> !line.equals("Terminated"))
                .toList();
    }

    private static List<String> warnings(Child agent) throws IOException {
        return Files.readAllLines(agent.log()).stream()
                .filter(line -> line.contains(" WARN "))
                .toList();
    }
}

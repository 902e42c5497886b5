package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgsonde.collect.check.CheckCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the check prints mends what it finds. */
class CheckIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ToldProgress progress = new ToldProgress();
    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp"));
    private final Home home = TestSurroundings.of(progress).home();
    private final Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));

    @AfterEach
    void stopAll() {
        children.stopAll(PATIENCE);
        data.delete();
    }

    @Test
    void eachThingThatIsMissingIsListedOnceAndItsSqlMendsIt() throws IOException, SQLException {
        Postgres postgres = start();
        run(
                postgres,
                List.of(
                        "CREATE ROLE weak LOGIN PASSWORD 'geheim'",
                        "CREATE DATABASE shop",
                        "REVOKE CONNECT ON DATABASE shop FROM PUBLIC"));
        Path config =
                config(postgres, Kafka.start(at, KafkaAccess.here(at.ports().take("Kafka", 0)), 1));

        Answer before = check(config);
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.subjects("MISSING")).containsExactly("pg_monitor", "pg_stat_statements", "shop");
        assertThat(before.text()).contains("without").doesNotContain("geheim");

        run(postgres, before.sql());
        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer after = check(config);
            assertThat(after.subjects("WARNING")).allMatch(subject -> subject.startsWith("pgsonde."));
            assertThat(after.subjects("MISSING")).isEmpty();
            assertThat(after.code()).isZero();
        });
    }

    private Postgres start() {
        PostgresPlan plan = PostgresPlan.of(17, Map.of("shared_preload_libraries", "pg_stat_statements"));
        try (Progress.Step step = progress.begin("PostgreSQL")) {
            return Postgres.start(at, plan.at(at.ports().take("PostgreSQL", 0)), step);
        }
    }

    private Path config(Postgres postgres, Kafka kafka) throws IOException {
        return Files.writeString(data.path().resolve("collector.yaml"), """
                source: test
                postgres: {url: "host=127.0.0.1 port=%d dbname=postgres user=weak"}
                kafka: %s
                databases: {}
                spool: {directory: "%s", max: 16MB}
                """.formatted(
                        postgres.port(), kafka.access().yaml(), data.path().resolve("spool")));
    }

    private static void run(Postgres postgres, List<String> statements) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static Answer check(Path config) throws IOException {
        StringWriter out = new StringWriter();
        CheckCommand check = new CheckCommand(Map.of("PGPASSWORD", "geheim"), Instant::now, file -> List.of());
        int code = new CommandLine(check)
                .setOut(new PrintWriter(out, true))
                .execute("--config", config.toString(), "--json");
        return new Answer(
                code,
                out.toString(),
                new ObjectMapper().readTree(out.toString()).path("findings"));
    }

    private record Answer(int code, String text, JsonNode findings) {
        List<String> subjects(String grade) {
            List<String> subjects = new ArrayList<>();
            findings.forEach(finding -> {
                if (finding.path("grade").asText().equals(grade)) {
                    subjects.add(finding.path("subject").asText());
                }
            });
            return subjects;
        }

        List<String> sql() {
            List<String> statements = new ArrayList<>();
            findings.forEach(finding -> finding.path("fix").forEach(step -> {
                if (step.asText().endsWith(";")) {
                    statements.add(step.asText());
                }
            }));
            return statements;
        }
    }
}

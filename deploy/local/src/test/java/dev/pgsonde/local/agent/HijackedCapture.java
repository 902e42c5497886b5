package dev.pgsonde.local.agent;

import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.PostgresPlan;
import dev.pgsonde.schema.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The owner of a database sets traps for all that a whole agent sends there: its sampling, its {@code check}, and the
 * sessions of the change capture, whose SQL is Debezium's and the driver's. What they send is read from the server's log.
 */
public final class HijackedCapture {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATABASE = "victim";
    private static final String PASSWORD = "a";
    private static final Map<String, String> SETTINGS = Map.of(
            "wal_level",
            "logical",
            "max_slot_wal_keep_size",
            "64MB",
            "shared_preload_libraries",
            "pg_stat_statements",
            "log_statement",
            "all");
    private static final Pattern SENT = Pattern.compile("LOG:  (?:statement|execute [^:]*): ");

    /** How many statements were known when the traps were set, how many traps there were, and how often one was sprung. */
    public record Outcome(long statements, int traps, long sprung) {}

    private final AgentTrial trial;
    private final PostgresPlan plan;
    private int agents;

    private HijackedCapture(AgentTrial trial, PostgresPlan plan) {
        this.trial = trial;
        this.plan = plan;
    }

    public static Outcome on(int major, List<String> types) throws SQLException, IOException {
        PostgresPlan plan = PostgresPlan.of(major, SETTINGS);
        try (AgentTrial trial = AgentTrial.on(plan)) {
            return new HijackedCapture(trial, plan).outcome(types);
        }
    }

    private Outcome outcome(List<String> types) throws SQLException, IOException {
        trial.run(
                "postgres",
                "CREATE ROLE agent LOGIN REPLICATION IN ROLE pg_monitor PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE mallory LOGIN PASSWORD 'm'",
                "CREATE DATABASE " + DATABASE + " OWNER mallory");
        trial.run(
                DATABASE,
                "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE kept (id int PRIMARY KEY)",
                "GRANT SELECT ON kept TO agent",
                "CREATE PUBLICATION pgsonde FOR TABLE kept");
        work();
        List<String> sent =
                log().lines().filter(line -> SENT.matcher(line).find()).toList();
        int traps = 0;
        try (Connection owner = DriverManager.getConnection(trial.postgres().jdbcUrl(DATABASE), "mallory", "m")) {
            for (String schema : Hijack.SCHEMAS) {
                Hijack.run(owner, "CREATE SCHEMA IF NOT EXISTS " + schema);
                Hijack.run(owner, "GRANT USAGE ON SCHEMA " + schema + " TO PUBLIC");
                traps += new Traps(owner, List.of(log()), types).set(schema);
            }
        }
        work();
        return new Outcome(sent.size(), traps, Hijack.sprung(log()));
    }

    /** An agent samples and captures a change, and another one checks. */
    private void work() throws SQLException {
        agents++;
        String config = trial.config("victim-" + agents, trial.postgres().jdbcUrl(DATABASE), "agent", PASSWORD)
                + "capture: {slot: pgsonde_hijack}\n";
        trial.command("check-" + agents, config, "check").awaitEnd(PATIENCE);
        Child agent = trial.agent("agent-" + agents, config);
        try (Listener<Change> changes = trial.listener(trial.topics().changes())) {
            int[] next = {agents * 1_000_000};
            await().atMost(PATIENCE).until(() -> {
                trial.run(DATABASE, "INSERT INTO kept VALUES (" + next[0]++ + ")");
                return changes.heard().stream()
                        .anyMatch(change -> change.source().equals("victim-" + agents));
            });
        }
        agent.stop(Duration.ofSeconds(10));
    }

    private String log() throws IOException {
        return Files.readString(trial.data().log(plan.name()));
    }
}

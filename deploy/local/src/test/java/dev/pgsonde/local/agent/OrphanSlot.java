package dev.pgsonde.local.agent;

import static org.awaitility.Awaitility.await;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.schema.Change;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An agent that captures changes is killed; the server writes on; the agent returns. */
public final class OrphanSlot {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SLOT = "pgsonde_orphan";
    /** A slot whose WAL is lost retains nothing; what else is there is that of one checkpoint, ready to be used again. */
    private static final String RETAINED = "SELECT (sum(size) / 1048576)::bigint FROM pg_ls_waldir()";

    private static final String STATUS =
            "SELECT coalesce((SELECT wal_status FROM pg_replication_slots WHERE slot_name = '" + SLOT + "'), 'none')";

    /** How much is written while nobody reads, and what the server lets a slot retain and writes between checkpoints. */
    public record Size(int writtenMb, int keptMb, int checkpointMb) {}

    /** The WAL that was there after the checkpoint, the slot's status then, and what the returning agent told. */
    public record Outcome(long retainedMb, String status, List<String> gaps, boolean capturesAgain) {}

    private OrphanSlot() {}

    public static Outcome on(int major, Size size) throws SQLException {
        Map<String, String> settings = Map.of(
                "wal_level",
                "logical",
                "max_slot_wal_keep_size",
                size.keptMb() + "MB",
                "max_wal_size",
                size.checkpointMb() + "MB",
                "min_wal_size",
                "32MB");
        try (AgentTrial trial = AgentTrial.on(major, settings);
                Listener<Observation> samples = trial.samples();
                Listener<Change> changes = trial.listener(trial.topics().changes())) {
            trial.run(
                    "postgres", "CREATE TABLE kept (id int PRIMARY KEY)", "CREATE PUBLICATION pgsonde FOR TABLE kept");
            String config = trial.config("postgres") + "capture: {slot: " + SLOT + "}\n";
            Child agent = trial.agent("killed", config);
            captures(trial, changes, 1);
            agent.kill();
            write(trial, size.writtenMb());
            trial.run("postgres", "CHECKPOINT");
            long retained = Long.parseLong(ask(trial, RETAINED));
            String status = ask(trial, STATUS);
            trial.agent("returning", config);
            await().atMost(PATIENCE).until(() -> !gaps(samples).isEmpty());
            captures(trial, changes, 1_000_000);
            return new Outcome(retained, status, gaps(samples), true);
        }
    }

    /** Until a change of now arrives: the capture takes a moment to start. */
    private static void captures(AgentTrial trial, Listener<Change> changes, int from) {
        int before = changes.heard().size();
        int[] next = {from};
        await().atMost(PATIENCE).until(() -> {
            trial.run("postgres", "INSERT INTO kept VALUES (" + next[0]++ + ")");
            return changes.heard().size() > before;
        });
    }

    private static void write(AgentTrial trial, int megabytes) throws SQLException {
        for (int written = 0; written < megabytes; written++) {
            trial.run("postgres", "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1048576))");
        }
    }

    private static List<String> gaps(Listener<Observation> samples) {
        return samples.heard().stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .filter(marker ->
                        marker.kind().equals("gap") && marker.subject().equals("pgsonde.changes"))
                .map(marker -> String.valueOf(marker.detail()))
                .toList();
    }

    private static String ask(AgentTrial trial, String sql) throws SQLException {
        try (Connection connection = trial.postgres().connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}

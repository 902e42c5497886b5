package dev.pgsonde.prove;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.schema.RecordLimits;
import dev.pgsonde.schema.Window;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/** The whole way from a real server through a real agent to an alert, while more is changed there than an alert can name. */
final class HeadlineProof implements Proof {
    private static final int BATCH = 500;
    private static final int INDEXES_OF_A_TABLE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String DETECTION = "detection: {baseline: 20, quarantine: 8, warm_up: 20}";
    private static final String COMMITS = "database.xact_commit";
    private static final double ENOUGH = 0.75;
    private static final Map<String, String> SETTINGS =
            Map.of("fsync", "off", "wal_level", "logical", "max_locks_per_transaction", "1024", "max_wal_size", "4GB");
    private static final String NAME = "orders_of_a_customer_by_country_and_day_of_delivery_";

    @Override
    public String name() {
        return "headline";
    }

    @Override
    public String about() {
        return "20 000 tables to REPLICA IDENTITY FULL, then a schema of 10 000 indexes dropped: one small alert tells both";
    }

    @Override
    public List<String> parts() {
        return List.of("all");
    }

    /**
     * How much is changed, and after how many windows.
     *
     * @param window so long that all changes are made within two of them: what comes later is no cause of the same onset
     */
    private record Plan(int tables, int indexes, int calm, Duration window) {}

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        Plan plan = new Plan(
                trial.times(600, 20_000),
                trial.times(300, 10_000),
                trial.times(28, 40),
                Duration.ofSeconds(trial.times(2, 10)));
        int every = trial.times(1, 2);
        try (AgentTrial place = AgentTrial.on(17, SETTINGS)) {
            create(place, plan, trial);
            Child streams = place.streamsOnce(plan.window(), DETECTION);
            place.agent("agent", place.config("postgres").replace("every: 1s", "every: " + every + "s"));
            try (Updates updates = Updates.of(place.postgres(), NAME, Math.min(plan.tables(), BATCH), trial.random());
                    Listener<Window> windows = place.listener(place.topics().windows())) {
                awaitCalm(windows, plan, streams, trial);
                change(place, plan, trial);
                Outcome outcome = awaited(place, plan, streams, trial);
                updates.requireRunning();
                Files.copy(streams.log(), trial.directory().resolve("streams.log"));
                return figures(outcome, streams);
            }
        }
    }

    private static void create(AgentTrial place, Plan plan, Trial trial) throws SQLException {
        for (int from = 0; from < plan.tables(); from += BATCH) {
            trial.progress().now(from + " of " + plan.tables() + " tables");
            place.run(
                    "postgres",
                    each("CREATE TABLE " + NAME + "%s (id int PRIMARY KEY, document text)", from, plan.tables()));
        }
        place.run("postgres", "CREATE SCHEMA archive");
        for (int table = 0; table * INDEXES_OF_A_TABLE < plan.indexes(); table++) {
            trial.progress().now(table * INDEXES_OF_A_TABLE + " of " + plan.indexes() + " indexes");
            place.run("postgres", "CREATE TABLE archive.t" + table + " (id int)");
            for (int n = 0; n < INDEXES_OF_A_TABLE; n++) {
                place.run("postgres", "CREATE INDEX i" + table + "_" + n + " ON archive.t" + table + " (id)");
            }
        }
    }

    private static String each(String statement, int from, int end) {
        return "DO $$ BEGIN FOR n IN %d..%d LOOP EXECUTE format('%s', n); END LOOP; END $$"
                .formatted(from, Math.min(end, from + BATCH) - 1, statement);
    }

    /** Only windows in which the load kept up count: the series has a level for each of those, and perhaps not for others. */
    private static void awaitCalm(Listener<Window> windows, Plan plan, Child streams, Trial trial) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Set<Object> calm = new HashSet<>();
        while (calm.size() < plan.calm() && streams.isAlive()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the load kept up in only " + calm.size() + " windows, and " + plan.calm()
                        + " are needed: run it on a faster machine, or with nothing beside it");
            }
            windows.heard().stream().filter(HeadlineProof::keptUp).forEach(window -> calm.add(window.start()));
            trial.progress().now(calm.size() + " of " + plan.calm() + " windows before the change");
        }
    }

    private static boolean keptUp(Window window) {
        double seconds = Duration.between(window.start(), window.end()).toMillis() / 1000.0;
        return window.grain().equals("server")
                && window.sums().of(COMMITS).orElse(0) >= ENOUGH * Updates.A_SECOND * seconds;
    }

    private static void change(AgentTrial place, Plan plan, Trial trial) throws SQLException {
        for (int from = 0; from < plan.tables(); from += BATCH) {
            trial.progress().now(from + " of " + plan.tables() + " tables are FULL");
            place.run("postgres", each("ALTER TABLE " + NAME + "%s REPLICA IDENTITY FULL", from, plan.tables()));
        }
        trial.progress().now("the schema is dropped");
        place.run("postgres", "DROP SCHEMA archive CASCADE");
    }

    /** Every alert that was published until one names both totals, or none did for long; they are kept as they came. */
    private static Outcome awaited(AgentTrial place, Plan plan, Child streams, Trial trial) throws IOException {
        List<String> wanted =
                List.of("replica_identity of " + plan.tables() + " tables", "index of " + plan.indexes() + " indexes");
        Outcome outcome = new Outcome(0, 0, 0);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<Bytes, Bytes> alerts = place.reader(place.topics().alerts());
                OutputStream kept = Files.newOutputStream(trial.directory().resolve("alerts.avro"))) {
            while (outcome.named() == 0 && streams.isAlive() && System.nanoTime() < end) {
                for (ConsumerRecord<Bytes, Bytes> alert : alerts.poll(Duration.ofSeconds(1))) {
                    byte[] bytes =
                            alert.value() == null ? new byte[0] : alert.value().get();
                    kept.write(bytes);
                    outcome = outcome.with(bytes, wanted);
                }
                trial.progress().now(outcome.alerts() + " alerts, " + outcome.named() + " with both totals");
            }
        }
        return outcome;
    }

    /** Of all alerts: how many there are, how many name both totals, and the size of the largest. */
    private record Outcome(int alerts, int named, int largest) {
        Outcome with(byte[] alert, List<String> wanted) {
            String text = new String(alert, StandardCharsets.UTF_8);
            boolean names = wanted.stream().allMatch(text::contains);
            return new Outcome(alerts + 1, named + (names ? 1 : 0), Math.max(largest, alert.length));
        }
    }

    private static List<Figure> figures(Outcome outcome, Child streams) throws IOException {
        return List.of(
                Figure.atLeast("alerts that name both totals", outcome.named(), "", 1),
                Figure.atMost("largest alert", outcome.largest(), "bytes", RecordLimits.LARGEST_ALERT),
                Figure.none("threads that failed", FailureLog.count(streams)),
                Figure.none("processes that ended", streams.isAlive() ? 0 : 1));
    }
}

package dev.pgsonde.prove;

import dev.pgsonde.local.stack.AgentTrial;
import dev.pgsonde.local.stack.AgentTrial.Listener;
import dev.pgsonde.schema.Report;
import dev.pgsonde.schema.Window;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;

/** A hundred thousand tables, each a row in every round: frames are published in parts, and nothing of them is lost. */
final class FramesProof implements Proof {
    private static final int BATCH = 500;
    private static final int BUSY = 200;
    private static final String INSERTS = "tables.n_tup_ins";
    /** As many letters as a name may have, less those of the number. */
    private static final String NAME = "orders_of_a_customer_by_country_and_day_of_delivery_";

    @Override
    public String name() {
        return "frames";
    }

    @Override
    public String about() {
        return "100 000 bare tables: their windows are complete, no view is sent whole too often, the agent stays small";
    }

    @Override
    public List<String> parts() {
        return List.of("bare");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        int tables = trial.times(6_000, 100_000);
        int fullEvery = trial.times(5, 30);
        int every = trial.times(2, 10);
        int rounds = trial.times(12, 65);
        try (AgentTrial place =
                AgentTrial.on(17, Map.of("fsync", "off", "max_locks_per_transaction", "1024", "max_wal_size", "4GB"))) {
            create(place, tables, trial);
            place.streams(Duration.ofSeconds(3L * every), "");
            place.agent("agent", config(place, every, fullEvery));
            return watched(place, trial, new Plan(tables, fullEvery, rounds));
        }
    }

    /** How many tables there are, and how long they are watched. */
    private record Plan(int tables, int fullEvery, int rounds) {}

    private static String config(AgentTrial place, int every, int fullEvery) {
        return place.config("postgres").replace("every: 1s", "every: " + every + "s") + "full_every: " + fullEvery
                + "\ntimeouts:\n  statement: " + (every * 7 / 10) + "s\n";
    }

    private static void create(AgentTrial place, int tables, Trial trial) throws SQLException {
        for (int from = 0; from < tables; from += BATCH) {
            trial.progress().now(from + " of " + tables + " tables");
            place.run(
                    "postgres",
                    "DO $$ BEGIN FOR n IN %d..%d LOOP EXECUTE format('CREATE TABLE %s%%s (id int)', n); END LOOP; END $$"
                            .formatted(from, Math.min(tables, from + BATCH) - 1, NAME));
        }
    }

    private static List<Figure> watched(AgentTrial place, Trial trial, Plan plan) throws Exception {
        FrameTally tally = new FrameTally();
        Map<String, Long> inserted = new HashMap<>();
        try (Consumer<Bytes, Bytes> samples = place.reader(place.topics().samples());
                Listener<Report> reports = place.reports();
                Listener<Window> windows = place.listener(place.topics().windows())) {
            boolean busy = false;
            while (tally.rounds() < plan.rounds()) {
                read(samples, tally);
                if (!busy && tally.rounds() > 1) {
                    insert(place, trial.random(), plan.tables(), inserted);
                    busy = true;
                }
                trial.progress().now(tally.rounds() + " of " + plan.rounds() + " rounds");
            }
            trial.progress().now("until the windows are there");
            return figures(plan, tally, counted(windows, inserted, patience(trial)), resident(reports));
        }
    }

    private static void read(Consumer<Bytes, Bytes> samples, FrameTally tally) throws IOException {
        for (ConsumerRecord<Bytes, Bytes> record : samples.poll(Duration.ofMillis(500))) {
            tally.take(record.value().get());
        }
    }

    private static void insert(AgentTrial place, Random random, int tables, Map<String, Long> inserted)
            throws SQLException {
        try (Connection connection = place.postgres().connect("postgres");
                Statement statement = connection.createStatement()) {
            for (int n = 0; n < BUSY; n++) {
                String table = NAME + random.nextInt(tables);
                long rows = 1L + random.nextInt(9);
                statement.execute("INSERT INTO " + table + " SELECT generate_series(1, " + rows + ")");
                inserted.merge("postgres.public." + table, rows, Long::sum);
            }
        }
    }

    /** Streams may be some windows behind the agent. */
    private static Duration patience(Trial trial) {
        return Duration.ofSeconds(trial.times(60, 600));
    }

    private static long counted(Listener<Window> windows, Map<String, Long> inserted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        long apart = counted(windows, inserted);
        while (apart > 0 && System.nanoTime() < end) {
            apart = counted(windows, inserted);
        }
        return apart;
    }

    /** How many of the tables have other inserts in their windows than there were, or windows of which a part is unknown. */
    private static long counted(Listener<Window> windows, Map<String, Long> inserted) {
        Map<String, Long> left = new HashMap<>(inserted);
        long incomplete = 0;
        for (Window window : windows.all()) {
            boolean ofTables = window.view().equals("tables");
            boolean isFirst = Objects.equals(window.reason(), "first_sample");
            incomplete += ofTables && window.reason() != null && !isFirst ? 1 : 0;
            window.sums()
                    .of(INSERTS)
                    .ifPresent(more -> left.computeIfPresent(window.subject(), (any, rows) -> rows - more));
        }
        return incomplete + left.values().stream().filter(rows -> rows != 0).count();
    }

    private static long resident(Listener<Report> reports) {
        return reports.all().stream().mapToLong(Report::residentBytes).max().orElse(Long.MAX_VALUE);
    }

    private static List<Figure> figures(Plan plan, FrameTally tally, long incomplete, long resident) {
        return List.of(
                Figure.tried("tables", plan.tables(), 100_000),
                Figure.atLeast(
                        "rows of the last whole frame of tables", (double) tally.rows("tables"), "", plan.tables()),
                Figure.atLeast("parts of the largest frame", tally.parts(), "", 2),
                Figure.atMost("largest record", (double) tally.largestKb(), "kB", 1_000),
                Figure.none("windows of tables that are not complete", incomplete),
                Figure.none("whole frames within full_every of the last", tally.tooMany(plan.fullEvery())),
                Figure.none("gaps", tally.gaps()),
                Figure.atMost("memory of the agent", (double) (resident >> 20), "MB", 256));
    }
}

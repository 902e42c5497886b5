package dev.pgsonde.streams.truth;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A server that works, resets, evicts, creates, drops, restarts and fails over as it likes, and never forgets what it did. */
final class RandomServer {
    private static final int MOST_STATEMENTS = 6;
    private static final Instant BOOT = Instant.parse("2026-03-01T11:00:00Z");

    /** A row's counter as the server shows it, and since when. */
    private static final class Tally {
        long shown;
        long identity;
        long sinceMicros;
        long read;
        boolean seen;
    }

    private final Random random;
    private final boolean tellsSince;
    private final Map<Counted, Long> truth = new HashMap<>();
    private final Map<String, Tally> databases = new TreeMap<>();
    private final Map<String, Tally> tables = new TreeMap<>();
    private final Map<String, Tally> statements = new TreeMap<>();

    private Incarnation incarnation = new Incarnation("7412", 1, BOOT, Incarnation.Role.PRIMARY);
    private long lsn = 1_000_000;
    private long evictions;
    private long identities = 16_384;
    private long resets = 1;

    RandomServer(Random random, boolean tellsSince) {
        this.random = random;
        this.tellsSince = tellsSince;
        for (String name : List.of("app", "shop")) {
            databases.put(name, tally(0));
        }
        for (String name : List.of("a", "b", "c")) {
            tables.put(name, tally(0));
        }
    }

    Map<Counted, Long> truth() {
        return Map.copyOf(truth);
    }

    Incarnation incarnation() {
        return incarnation;
    }

    /** Works for an instant; its clock shows {@code micros}. */
    void work(long micros) {
        lsn += count(new Counted("wal_lsn", "", "lsn_bytes"), random.nextInt(100_000));
        for (Map.Entry<String, Tally> database : databases.entrySet()) {
            database.getValue().shown +=
                    count(new Counted("database", database.getKey(), "xact_commit"), random.nextInt(50));
        }
        for (Map.Entry<String, Tally> table : tables.entrySet()) {
            if (random.nextInt(3) == 0) {
                long more = count(new Counted("tables", table.getKey(), "n_tup_ins"), random.nextInt(1000));
                table.getValue().shown += count(new Counted("toast", table.getKey(), "n_tup_ins"), more);
                table.getValue().read = random.nextInt(100);
            }
        }
        run("q" + random.nextInt(MOST_STATEMENTS + 3), micros);
    }

    private long count(Counted counted, long more) {
        truth.merge(counted, more, Long::sum);
        return more;
    }

    private void run(String statement, long micros) {
        Tally tally = statements.get(statement);
        if (tally == null) {
            if (statements.size() == MOST_STATEMENTS) {
                statements.remove(List.copyOf(statements.keySet()).get(random.nextInt(MOST_STATEMENTS)));
                evictions++;
            }
            tally = tally(micros);
            statements.put(statement, tally);
        }
        tally.shown += count(new Counted("statements", statement, "calls"), 1 + random.nextInt(5));
    }

    private Tally tally(long micros) {
        Tally tally = new Tally();
        tally.identity = ++identities;
        tally.sinceMicros = micros;
        return tally;
    }

    /** Something happens that breaks counters. */
    void suffer(long micros) {
        switch (random.nextInt(7)) {
            case 0 -> reset(databases);
            case 1 -> reset(tables);
            case 2 -> {
                statements.clear();
                resets++;
            }
            case 3 -> forget("q" + random.nextInt(MOST_STATEMENTS));
            case 4 -> tables.put("t" + random.nextInt(3), tally(micros));
            case 5 -> tables.remove("t" + random.nextInt(3));
            default -> restart(micros);
        }
    }

    /** That a single statement was reset is told only since 17, and only of one that somebody had seen. */
    private void forget(String statement) {
        Tally tally = statements.get(statement);
        if (tellsSince && tally != null && tally.seen) {
            statements.remove(statement);
        }
    }

    private void reset(Map<String, Tally> rows) {
        resets++;
        rows.values().forEach(row -> row.shown = 0);
    }

    private void restart(long micros) {
        boolean failover = random.nextBoolean();
        incarnation = new Incarnation(
                "7412",
                incarnation.timeline() + (failover ? 1 : 0),
                Instant.EPOCH.plusNanos(micros * 1000),
                Incarnation.Role.PRIMARY);
        if (random.nextBoolean()) {
            reset(databases);
            reset(tables);
            statements.clear();
        }
    }

    /** What a view holds now; {@code toast} is asked seldom. */
    List<Column> view(String name) {
        return switch (name) {
            case "wal_lsn" -> List.of(counter("lsn_bytes", lsn));
            case "database" -> rows(databases, "datname", "xact_commit", true);
            case "tables" -> tables();
            case "toast" -> rows(tables, "table", "n_tup_ins", false);
            case "statements" -> statements();
            case "statements_info" -> List.of(counter("dealloc", evictions), reset("stats_reset", resets));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private List<Column> rows(Map<String, Tally> of, String label, String counter, boolean whole) {
        List<Column> columns = new ArrayList<>(List.of(
                labels(label, of),
                longs(counter, ColumnKind.COUNTER, of, row -> row.shown),
                longs("stats_reset", ColumnKind.RESET, of, row -> resets)));
        if (!whole) {
            columns.add(longs("relid", ColumnKind.RESET, of, row -> row.identity));
        }
        return columns;
    }

    private List<Column> tables() {
        List<Column> columns = new ArrayList<>(rows(tables, "table", "n_tup_ins", false));
        columns.add(longs("n_live_tup", ColumnKind.GAUGE, tables, row -> row.read));
        return columns;
    }

    private List<Column> statements() {
        statements.values().forEach(tally -> tally.seen = true);
        int[] absent =
                tellsSince ? new int[0] : IntStream.range(0, statements.size()).toArray();
        long[] since = statements.values().stream()
                .mapToLong(row -> tellsSince ? row.sinceMicros : 0)
                .toArray();
        return List.of(
                labels("query_id", statements),
                new LongColumn("since", ColumnKind.RESET, since, absent),
                longs("stats_since", ColumnKind.RESET, statements, row -> tellsSince ? 0 : resets),
                longs("calls", ColumnKind.COUNTER, statements, row -> row.shown));
    }

    private static Column labels(String name, Map<String, Tally> of) {
        return new TextColumn(name, ColumnKind.LABEL, List.copyOf(of.keySet()), new int[0]);
    }

    private static Column longs(String name, ColumnKind kind, Map<String, Tally> of, Function<Tally, Long> value) {
        long[] values = of.values().stream().mapToLong(value::apply).toArray();
        return new LongColumn(name, kind, values, new int[0]);
    }

    private static Column counter(String name, long value) {
        return new LongColumn(name, ColumnKind.COUNTER, new long[] {value}, new int[0]);
    }

    private static Column reset(String name, long value) {
        return new LongColumn(name, ColumnKind.RESET, new long[] {value}, new int[0]);
    }
}

package dev.pgsonde.local.contest;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Chronicle;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.look.Part;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A server under steady work that never was, told of by the agent's own code: the statements view whole in the first of
 * {@value #FULL_EVERY} rounds, and in the others those statements that were called, about half of them.
 */
final class PretendServer {
    static final Duration EVERY = Duration.ofSeconds(10);
    static final int FULL_EVERY = 30;

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** After the tick, as a round begins. */
    private static final Duration JITTER = Duration.ofMillis(12);

    private static final int VERSION = 170_000;
    private static final String DATABASE = "app";

    private final Random random;
    private final Chronicle chronicle;
    private final Incarnation life;
    private final ViewRows statements;
    private final ViewRows database;
    private final ViewRows wal;
    private final ViewRows position;
    private final int count;
    private int round;

    PretendServer(String source, int statements, long seed) {
        Catalog catalog = Catalog.standard();
        this.random = new Random(seed);
        this.chronicle = new Chronicle(source, "agent-" + source, EVERY, FULL_EVERY);
        this.life = new Incarnation("74" + seed, 1, START.minus(Duration.ofDays(1)), Incarnation.Role.PRIMARY);
        this.count = statements;
        this.statements = named(new ViewRows(catalog.view("statements"), statements));
        this.database = new ViewRows(catalog.view("database"), 1).text("datname", List.of(DATABASE));
        this.wal = new ViewRows(catalog.view("wal"), 1);
        this.position = new ViewRows(catalog.view("wal_lsn"), 1);
    }

    private ViewRows named(ViewRows rows) {
        rows.text("database", Collections.nCopies(count, DATABASE))
                .text("user", Collections.nCopies(count, "app"))
                .text("toplevel", Collections.nCopies(count, "true"))
                .number("since", ChronoUnit.MICROS.between(Instant.EPOCH, START.minus(Duration.ofHours(2))));
        long[] ids = rows.of("query_id");
        IntStream.range(0, count).forEach(row -> ids[row] = random.nextLong());
        return rows;
    }

    /** Goes on working for the time between two rounds, and tells what there is to tell then. */
    List<Observation> nextRound() {
        long commits = 0;
        for (int row = 0; row < count; row++) {
            commits += random.nextBoolean() ? call(row) : 0;
        }
        database.add("xact_commit", 0, commits);
        database.add("tup_returned", 0, 40 * commits);
        database.add("tup_fetched", 0, 10 * commits);
        database.add("blks_hit", 0, 30 * commits);
        database.add("active_time_us", 0, 900 * commits);
        Moment moment =
                new Moment(START.plus(EVERY.multipliedBy(round)).plus(JITTER), life, DATABASE, VERSION, 0, 1_000_000);
        List<Answer> answers = List.of(position.answer(), wal.answer(), database.answer(), statements.answer());
        round++;
        return chronicle.tell(List.of(Part.of(moment, answers)), List.of(), false);
    }

    /** Every third statement changes rows. */
    private long call(int row) {
        long calls = 1L + random.nextInt(20);
        statements.add("calls", row, calls);
        statements.add("rows", row, calls * 3);
        statements.add("total_exec_time_us", row, calls * (500 + random.nextInt(200)));
        statements.add("shared_blks_hit", row, calls * (20 + random.nextInt(5)));
        if (row % 3 == 0) {
            long bytes = calls * (300 + random.nextInt(60));
            statements.add("shared_blks_dirtied", row, calls);
            statements.add("wal_records", row, calls * 4);
            statements.add("wal_bytes", row, bytes);
            database.add("tup_updated", 0, calls);
            wal.add("wal_records", 0, calls * 4);
            wal.add("wal_bytes", 0, bytes);
            position.add("lsn_bytes", 0, bytes);
        }
        return calls;
    }
}

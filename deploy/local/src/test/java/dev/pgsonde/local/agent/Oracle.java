package dev.pgsonde.local.agent;

import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.Trouble;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Does all the work that is done on a server, on connections of its own, and so knows what must have been counted. */
final class Oracle implements AutoCloseable {
    /** What is compared of which view. */
    static final Map<String, String> COLUMNS =
            Map.of("tables", "n_tup_ins", "database", "xact_commit", "statements", "calls", "wal_lsn", "lsn_bytes");

    /** A statement that nobody else has. */
    private static final String MARKED = "SELECT pi()";

    private static final String SHOP = "database shop";
    private static final String WAL = "wal_lsn ";
    private static final int DISTINCT = 150;
    /** Of a session that has touched no table since it flushed last, the server keeps the commits back all the same. */
    private static final String FLUSH = "SELECT pg_stat_force_next_flush() FROM pg_class LIMIT 1";

    private final Postgres postgres;
    private final LongSupplier lastRound;
    private final Map<String, Truth> truths = new HashMap<>();
    private @Nullable Connection tables;
    private @Nullable Connection shop;
    private String marked = "";

    Oracle(Postgres postgres, LongSupplier lastRound) {
        this.postgres = postgres;
        this.lastRound = lastRound;
    }

    /** What is known of this row, if anything. */
    @Nullable
    Truth truth(String view, String subject) {
        return truths.get(view + " " + subject);
    }

    void prepare() throws SQLException {
        open();
        for (int n = 0; n < 3; n++) {
            run("CREATE TABLE t" + n + " (id int)");
        }
        try (Statement statement = opened(shop).createStatement()) {
            statement.execute(MARKED);
            statement.execute(FLUSH);
        }
        try (Statement statement = opened(tables).createStatement();
                ResultSet answer = statement.executeQuery("SELECT concat_ws('.', datname, 'postgres', queryid, 'true')"
                        + " FROM pg_stat_statements s JOIN pg_database d ON d.oid = dbid WHERE query = '" + MARKED
                        + "'")) {
            answer.next();
            marked = answer.getString(1);
        }
    }

    void open() throws SQLException {
        close();
        tables = postgres.connect("postgres");
        before(SHOP);
        long commits = commits();
        shop = postgres.connect("shop");
        try (Statement statement = shop.createStatement()) {
            statement.execute(FLUSH);
        }
        after(SHOP, commits() - commits);
        noteWal();
    }

    /** The driver has its own questions when it connects. */
    private long commits() throws SQLException {
        try (Statement statement = opened(tables).createStatement();
                ResultSet answer =
                        statement.executeQuery("SELECT xact_commit FROM pg_stat_database WHERE datname = 'shop'")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    /** Something that is not counted. */
    void run(String sql) throws SQLException {
        try (Statement statement = opened(tables).createStatement()) {
            statement.execute(sql);
        }
    }

    void insert(String table, int rows) throws SQLException {
        String row = "tables postgres.public." + table;
        noteWal();
        before(row);
        run("INSERT INTO " + table + " SELECT generate_series(1, " + rows + ")");
        run(FLUSH);
        after(row, rows);
        noteWal();
    }

    /** Each transaction by itself, and one more for the flush. */
    void commit(int transactions) throws SQLException {
        before(SHOP);
        try (Statement statement = opened(shop).createStatement()) {
            for (int n = 0; n < transactions; n++) {
                statement.execute("SELECT 1");
            }
            statement.execute(FLUSH);
        }
        after(SHOP, transactions + 1);
    }

    void call(int times) throws SQLException {
        String row = "statements " + marked;
        before(row);
        before(SHOP);
        try (Statement statement = opened(shop).createStatement()) {
            for (int n = 0; n < times; n++) {
                statement.execute(MARKED);
            }
            statement.execute(FLUSH);
        }
        after(row, times);
        after(SHOP, times + 1);
    }

    /** So many other statements that there is no room for those that were called less. */
    void flood() throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT 1");
        for (int n = 0; n < DISTINCT; n++) {
            sql.append(" + 1");
            for (int times = 0; times < 10; times++) {
                run(sql.toString());
            }
        }
    }

    void recreate(String table) throws SQLException {
        run("DROP TABLE " + table);
        run("CREATE TABLE " + table + " (id int)");
    }

    /** The process that serves the oracle dies. */
    void crash(Trouble trouble) throws SQLException, IOException {
        try (Statement statement = opened(tables).createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
            answer.next();
            trouble.crash(answer.getInt(1));
        }
    }

    /** Nothing more is done: all rounds up to {@code lastRound} are over. WAL the server also writes by itself. */
    void end() throws SQLException {
        truths.forEach((row, truth) -> {
            if (!row.equals(WAL)) {
                truth.before(lastRound.getAsLong());
            }
        });
        noteWal();
    }

    private void noteWal() throws SQLException {
        try (Statement statement = opened(tables).createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, clock_timestamp()")) {
            answer.next();
            Instant at = answer.getObject(2, OffsetDateTime.class).toInstant();
            of(WAL).reached(answer.getLong(1), lastRound.getAsLong(), at);
        }
    }

    private void before(String row) {
        of(row).before(lastRound.getAsLong());
    }

    private void after(String row, long more) throws SQLException {
        try (Statement statement = opened(tables).createStatement();
                ResultSet answer = statement.executeQuery("SELECT clock_timestamp()")) {
            answer.next();
            of(row).after(more, answer.getObject(1, OffsetDateTime.class).toInstant());
        }
    }

    private Truth of(String row) {
        return truths.computeIfAbsent(row, key -> new Truth());
    }

    private static Connection opened(@Nullable Connection connection) {
        if (connection == null) {
            throw new IllegalStateException("the oracle has no connection");
        }
        return connection;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : Arrays.asList(tables, shop)) {
            if (connection != null) {
                connection.close();
            }
        }
        tables = null;
        shop = null;
    }
}

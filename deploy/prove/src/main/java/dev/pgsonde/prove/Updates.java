package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.workload.Pace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A steady load: one row of one of many tables is updated and committed, a hundred times a second. */
final class Updates implements AutoCloseable {
    /** How many updates a second. */
    static final int A_SECOND = 100;

    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1) / A_SECOND;
    private static final int DOCUMENT_BYTES = 1000;

    private final Connection connection;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Void> work;

    private Updates(Connection connection, String tables, int count, Random random) {
        this.connection = connection;
        this.work = thread.submit(() -> update(tables, count, random));
    }

    /** The tables are called {@code tables} and a number below {@code count}, with columns {@code id} and {@code document}. */
    static Updates of(Postgres server, String tables, int count, Random random) throws SQLException {
        Connection connection = server.connect("postgres");
        try (Statement statement = connection.createStatement()) {
            for (int n = 0; n < count; n++) {
                statement.execute("INSERT INTO " + tables + n + " VALUES (1, '" + document(random) + "')");
            }
        }
        return new Updates(connection, tables, count, random);
    }

    private Void update(String tables, int count, Random random) throws SQLException {
        Pace pace = new Pace(() -> BETWEEN_NANOS, 0);
        while (!Thread.currentThread().isInterrupted()) {
            pace.await();
            String sql = "UPDATE " + tables + random.nextInt(count) + " SET document = ? WHERE id = 1";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setString(1, document(random));
                update.executeUpdate();
            }
        }
        return null;
    }

    /** Letters by chance, which nothing compresses by much. */
    private static String document(Random random) {
        return random.ints(DOCUMENT_BYTES, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A load that has ended proves nothing. */
    void requireRunning() throws InterruptedException, ExecutionException {
        if (work.isDone()) {
            work.get();
        }
    }

    @Override
    public void close() throws SQLException {
        work.cancel(true);
        thread.shutdown();
        connection.close();
    }
}

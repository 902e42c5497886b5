package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.workload.Pace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A steady load: in turn a plain update, and a function that calls one that calls one that updates. */
final class NestedCalls implements AutoCloseable {
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int ROWS = 100;

    private final Connection connection;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Void> work;

    private NestedCalls(Connection connection) {
        this.connection = connection;
        this.work = thread.submit(this::call);
    }

    static NestedCalls of(Postgres server) throws SQLException {
        Connection connection = server.connect("postgres");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE counts (id int PRIMARY KEY, n bigint NOT NULL)");
            statement.execute("INSERT INTO counts SELECT id, 0 FROM generate_series(0, " + (ROWS - 1) + ") id");
            statement.execute(function("inner_call", "UPDATE counts SET n = n + 1 WHERE id = k"));
            statement.execute(function("middle_call", "PERFORM inner_call(k)"));
            statement.execute(function("outer_call", "PERFORM middle_call(k)"));
        }
        return new NestedCalls(connection);
    }

    private static String function(String name, String body) {
        return "CREATE FUNCTION " + name + "(k int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN " + body + "; END $$";
    }

    private Void call() throws SQLException {
        Pace pace = new Pace(() -> BETWEEN_NANOS, 0);
        for (int n = 0; !Thread.currentThread().isInterrupted(); n++) {
            pace.await();
            String sql = n % 2 == 0 ? "UPDATE counts SET n = n + 1 WHERE id = ?" : "SELECT outer_call(?)";
            try (PreparedStatement call = connection.prepareStatement(sql)) {
                call.setInt(1, n % ROWS);
                call.execute();
            }
        }
        return null;
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

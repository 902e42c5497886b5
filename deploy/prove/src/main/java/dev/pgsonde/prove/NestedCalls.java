package dev.pgsonde.prove;

import dev.pgsonde.local.stack.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady load: in turn a plain update, and a function that calls one that calls one that updates; and a few sessions
 * that sleep, so that there are waits at every look. What is late is made up for: the agent asks at its own pace, and
 * its statements are among the server's too.
 */
final class NestedCalls implements AutoCloseable {
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** A session reports its commits once in a second, and when it ends; its statements count at once. */
    private static final int CALLS_OF_A_SESSION = 100;

    private static final int ROWS = 10_000;
    private static final int SLEEPERS = 8;

    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Void>> work = new ArrayList<>();

    private NestedCalls(Postgres server) throws SQLException {
        work.add(threads.submit(() -> call(server)));
        for (int n = 0; n < SLEEPERS; n++) {
            Connection sleeper = connection(server);
            work.add(threads.submit(() -> sleep(sleeper)));
        }
    }

    private Connection connection(Postgres server) throws SQLException {
        Connection connection = server.connect("postgres");
        connections.add(connection);
        return connection;
    }

    static NestedCalls of(Postgres server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE counts (id int PRIMARY KEY, n bigint NOT NULL)");
            statement.execute("INSERT INTO counts SELECT id, 0 FROM generate_series(0, " + (ROWS - 1) + ") id");
            statement.execute("ANALYZE counts");
            statement.execute(function("inner_call", "UPDATE counts SET n = n + 1 WHERE id = k"));
            statement.execute(function("middle_call", "PERFORM inner_call(k)"));
            statement.execute(function("outer_call", "PERFORM middle_call(k)"));
        }
        return new NestedCalls(server);
    }

    private static String function(String name, String body) {
        return "CREATE FUNCTION " + name + "(k int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN " + body + "; END $$";
    }

    private static Void call(Postgres server) throws SQLException {
        long due = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection session = server.connect("postgres")) {
                for (int n = 0; n < CALLS_OF_A_SESSION; n++) {
                    due += BETWEEN_NANOS;
                    LockSupport.parkNanos(due - System.nanoTime());
                    call(session, n);
                }
            }
        }
        return null;
    }

    private static void call(Connection session, int n) throws SQLException {
        String sql = n % 2 == 0 ? "UPDATE counts SET n = n + 1 WHERE id = ?" : "SELECT outer_call(?)";
        try (PreparedStatement call = session.prepareStatement(sql)) {
            call.setInt(1, ThreadLocalRandom.current().nextInt(ROWS));
            call.execute();
        }
    }

    private static Void sleep(Connection connection) throws SQLException {
        try (PreparedStatement sleep = connection.prepareStatement("SELECT pg_sleep(1)")) {
            while (!Thread.currentThread().isInterrupted()) {
                sleep.execute();
            }
        }
        return null;
    }

    /** A load that has ended proves nothing. */
    void requireRunning() throws InterruptedException, ExecutionException {
        for (Future<Void> one : work) {
            if (one.isDone()) {
                one.get();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        for (Connection connection : connections) {
            connection.close();
        }
    }
}

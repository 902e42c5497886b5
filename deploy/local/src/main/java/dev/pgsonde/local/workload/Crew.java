package dev.pgsonde.local.workload;

import dev.pgsonde.process.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one application, which do one thing over and over, each through a connection of its own. What they do,
 * how fast, and how many they are may change while they are at it. The first error ends all of them.
 */
public final class Crew implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final String application;
    private final Workload.Connections connections;
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Task task;
    private volatile double perSecond;
    private volatile boolean stopping;

    /** What a client does in one turn. */
    @FunctionalInterface
    public interface Task {
        void run(Connection connection, SplittableRandom random) throws SQLException;
    }

    private Crew(String application, Workload.Connections connections, double perSecond, Task task) {
        this.application = application;
        this.connections = connections;
        this.perSecond = perSecond;
        this.task = task;
    }

    /** {@code perSecond} turns of all clients together. */
    public static Crew start(
            String application, Workload.Connections connections, int clients, double perSecond, Task task) {
        Crew crew = new Crew(application, connections, perSecond, task);
        crew.grow(clients);
        return crew;
    }

    /** So many clients more, at the same pace together. */
    public synchronized void grow(int clients) {
        for (int n = 0; n < clients; n++) {
            int number = threads.size();
            Thread thread = new Thread(() -> run(number), application + "-" + number);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** From their next turn on they do something else. */
    public void become(Task other) {
        task = other;
    }

    public void pace(double turnsPerSecond) {
        perSecond = turnsPerSecond;
    }

    private void run(int number) {
        SplittableRandom random = new SplittableRandom(number + 1);
        try (Connection connection = connections.open()) {
            Pace pace = new Pace(this::nanosBetween, nanosBetween() * (number % 4) / 4);
            while (!stopping) {
                pace.await();
                task.run(connection, random);
            }
        } catch (SQLException e) {
            if (!stopping) {
                failure.compareAndSet(null, e);
                stopping = true;
            }
        }
    }

    private synchronized long nanosBetween() {
        return (long) (NANOS * threads.size() / perSecond);
    }

    /** Fails when a client did. */
    public void requireWell() {
        SQLException e = failure.get();
        if (e != null) {
            throw new UserError(application + " ended: " + e.getMessage(), e);
        }
    }

    /** Lets each client finish the turn it is in. */
    @Override
    public void close() {
        stopping = true;
        List<Thread> all;
        synchronized (this) {
            all = List.copyOf(threads);
        }
        try {
            for (Thread thread : all) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

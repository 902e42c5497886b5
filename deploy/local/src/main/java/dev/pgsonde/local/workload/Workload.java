package dev.pgsonde.local.workload;

import dev.pgsonde.process.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients that run single-statement transactions against a {@link DocumentTable}, one after the other and no faster
 * than they were told to. The first error ends all of them, and {@link #requireWell} says so.
 */
public final class Workload implements AutoCloseable {
    private final LongAdder transactions = new LongAdder();
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** What is run: {@code perSecond} transactions of all clients together, and what they do. */
    public record Plan(DocumentTable table, Mix mix, int clients, int perSecond, long seed) {
        private static final DocumentTable DOCUMENTS = new DocumentTable(16, 10_000, 1500);
        private static final int CLIENTS = 4;

        /** Documents of 1.5 kB in 16 partitions, a third each of inserts, updates and deletes. */
        public static Plan documents(int perSecond, long seed) {
            return new Plan(DOCUMENTS, Mix.EVEN, CLIENTS, perSecond, seed);
        }

        long nanosBetween() {
            return 1_000_000_000L * clients / perSecond;
        }
    }

    /** A connection of its own for each client. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private Workload() {}

    public static Workload start(Plan plan, Connections connections) {
        return start(plan, connections, plan::nanosBetween);
    }

    /** {@code nanosBetween} two transactions of one client is asked before each of them. */
    public static Workload start(Plan plan, Connections connections, LongSupplier nanosBetween) {
        Workload workload = new Workload();
        for (int client = 0; client < plan.clients(); client++) {
            int number = client;
            Thread thread =
                    new Thread(() -> workload.run(plan, number, connections, nanosBetween), "workload-" + client);
            thread.setDaemon(true);
            workload.threads.add(thread);
        }
        workload.threads.forEach(Thread::start);
        return workload;
    }

    private void run(Plan plan, int number, Connections connections, LongSupplier nanosBetween) {
        try (Connection connection = connections.open();
                Client client = new Client(plan, number, connection)) {
            Pace pace = new Pace(nanosBetween, nanosBetween.getAsLong() * number / plan.clients());
            while (!stopping) {
                client.transact();
                transactions.increment();
                pace.await();
            }
        } catch (SQLException e) {
            if (!stopping) {
                failure.compareAndSet(null, e);
                stopping = true;
            }
        }
    }

    public long transactions() {
        return transactions.sum();
    }

    /** Fails when a client did. */
    public void requireWell() {
        SQLException e = failure.get();
        if (e != null) {
            throw new UserError("the workload ended: " + e.getMessage(), e);
        }
    }

    /** Lets each client finish the transaction it is in. */
    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

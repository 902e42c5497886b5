package dev.pgsonde.local.demo;

import dev.pgsonde.local.workload.Pace;
import dev.pgsonde.process.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads the server's WAL position and commits once a second on a connection of its own, until closed. */
final class WalReadings implements AutoCloseable {
    private static final long NANOS_BETWEEN = 1_000_000_000L;

    private final Connection server;
    private final int major;
    private final List<WalReading> readings = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "wal-readings");
    private volatile boolean stopping;

    private WalReadings(Connection server, int major) {
        this.server = server;
        this.major = major;
    }

    /** Takes the connection over. */
    static WalReadings start(Connection server, int major) {
        WalReadings readings = new WalReadings(server, major);
        readings.thread.setDaemon(true);
        readings.thread.start();
        return readings;
    }

    private void run() {
        Pace pace = new Pace(() -> NANOS_BETWEEN, 0);
        try (server) {
            while (!stopping) {
                readings.add(WalReading.take(server, major));
                pace.await();
            }
        } catch (SQLException e) {
            if (!stopping) {
                failure.set(e);
            }
        }
    }

    /** What was read so far; fails when reading did. */
    List<WalReading> soFar() {
        SQLException e = failure.get();
        if (e != null) {
            throw new UserError("the independent readings ended: " + e.getMessage(), e);
        }
        return List.copyOf(readings);
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.pgsonde.prove.day;

import dev.pgsonde.local.stack.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Reads the server's counters once a window. */
final class Clock implements AutoCloseable {
    private final Site site;
    private final Duration window;
    private final Progress.Step progress;
    private final Connection connection;
    private final List<Counters> readings = new ArrayList<>();
    private long due = System.nanoTime();

    Clock(Site site, Duration window, Progress.Step progress) throws SQLException {
        this.site = site;
        this.window = window;
        this.progress = progress;
        this.connection = site.connect();
        readings.add(Counters.read(connection));
    }

    Duration window() {
        return window;
    }

    /** The number of the newest reading. */
    int now() {
        return readings.size() - 1;
    }

    /** From one to another, with both. */
    List<Counters> readings(int first, int last) {
        return readings.subList(Math.max(0, first), last + 1);
    }

    void pass(int windows, String what) throws SQLException {
        for (int n = 0; n < windows; n++) {
            due += window.toNanos();
            while (due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            site.requireWell();
            readings.add(Counters.read(connection));
            progress.now("window " + now() + ": " + what);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

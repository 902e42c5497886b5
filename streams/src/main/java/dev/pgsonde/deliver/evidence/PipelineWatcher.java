package dev.pgsonde.deliver.evidence;

import dev.pgsonde.deliver.watch.WatchLimits;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Stays in the group of those that could watch, and watches while it is this instance's turn. */
public final class PipelineWatcher implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMillis(500);

    private final WatchClients clients;
    private final WatchLimits limits;
    private final String application;
    private final InstantSource clock;
    private @Nullable Leadership leadership;
    private @Nullable LeaderWatch watch;

    /** {@code application} is the streams' application.id. */
    public PipelineWatcher(WatchClients clients, WatchLimits limits, String application, InstantSource clock) {
        this.clients = clients;
        this.limits = limits;
        this.application = application;
        this.clock = clock;
    }

    public void open() {
        leadership = new Leadership(clients.member(), clients.topics().agents().name());
    }

    public void work() throws InterruptedException {
        boolean isLeader = leadership != null && leadership.isHere(watch == null ? IDLE : Duration.ZERO);
        if (isLeader && watch == null) {
            watch = new LeaderWatch(clients, limits, application, clock);
            watch.open();
        } else if (!isLeader && watch != null) {
            watch.close();
            watch = null;
        }
        if (watch != null) {
            watch.work();
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        if (leadership != null) {
            leadership.close();
        }
    }
}

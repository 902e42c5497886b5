package dev.pgsonde.collect.publish;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that goes on with what waits, as soon as there is room for it. */
final class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final long ROUND_MS = 250;

    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "courier");
    private volatile List<Lane> lanes = List.of();
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    Courier() {
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, why) -> fail(why));
    }

    private void fail(Throwable why) {
        failure = why;
        log.error("this is a mistake of the agent: what waits is not sent any more", why);
    }

    void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    void start(List<Lane> all) {
        lanes = List.copyOf(all);
        thread.start();
    }

    private void run() {
        while (!stopped) {
            lanes.forEach(Lane::pump);
            try {
                if (bell.tryAcquire(ROUND_MS, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A mistake of ours in the other thread must not look as if Kafka were away. */
    void mustBeWell() {
        Throwable why = failure;
        if (why != null) {
            throw new IllegalStateException("the courier has failed", why);
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        ring();
        thread.join();
    }
}

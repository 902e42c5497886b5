package dev.pgsonde.collect;

import dev.pgsonde.process.UserError;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several servers, each watched on a thread of its own: what befalls one costs the others nothing. */
final class Watches {
    private static final Logger log = LoggerFactory.getLogger(Watches.class);
    private static final long PAUSE_SECONDS = 15;

    private final List<Watch> watches;
    private final CountDownLatch running;

    Watches(List<Watch> watches) {
        this.watches = List.copyOf(watches);
        this.running = new CountDownLatch(watches.size());
    }

    /** Until all of them were stopped. */
    void run() throws InterruptedException {
        for (Watch watch : watches) {
            Thread thread = new Thread(() -> watch(watch), "watch-" + watch.source());
            thread.setUncaughtExceptionHandler((dead, failure) -> log.error("this is a mistake of the agent", failure));
            thread.start();
        }
        running.await();
    }

    private void watch(Watch watch) {
        try {
            while (!watch.isStopped()) {
                attempt(watch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.countDown();
        }
    }

    /** What the user would have to mend is tried again: it may be a server that starts later than its agent. */
    private void attempt(Watch watch) throws InterruptedException {
        try {
            watch.run();
        } catch (UserError e) {
            log.error("{}: {}; trying again every {} s", watch.source(), e.getMessage(), PAUSE_SECONDS);
            watch.awaitStop(PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}

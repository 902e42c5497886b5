package dev.pgsonde.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread a receiver: one that hangs, or is away for hours, holds up nobody else. */
final class Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final Duration TO_STOP = Duration.ofSeconds(5);

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ended;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile boolean stopping;

    Deliverer(List<Courier> couriers) {
        ended = new CountDownLatch(couriers.size());
        couriers.forEach(courier -> threads.add(new Thread(() -> run(courier), "deliver-" + (threads.size() + 1))));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void run(Courier courier) {
        try {
            courier.open();
            while (!stopping) {
                courier.work();
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("told to stop", e);
        } catch (RuntimeException e) {
            failure.complete(e);
        } finally {
            close(courier);
            ended.countDown();
        }
    }

    /** An interrupted thread could not tell its group that it leaves. */
    private void close(Courier courier) {
        boolean interrupted = Thread.interrupted();
        try {
            courier.close();
        } catch (RuntimeException e) {
            LOG.warn("not closed properly: {}", e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when stopped; throws when one of them can go on no more. */
    void await() throws InterruptedException {
        while (!ended.await(1, TimeUnit.SECONDS)) {
            Throwable why = failure.getNow(null);
            if (why != null) {
                stop();
                throw new IllegalStateException(why.getMessage(), why);
            }
        }
    }

    /** Ends what is under way; what has not arrived will be sent again by the next. */
    void stop() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        try {
            if (!ended.await(TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("stopped before every receiver's thread had ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

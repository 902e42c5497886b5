package dev.pgsonde.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread a worker: one that hangs, or is away for hours, holds up nobody else. */
final class Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final Duration TO_STOP = Duration.ofSeconds(5);
    private static final Duration BEFORE_THE_NEXT_TRY = Duration.ofSeconds(1);
    private static final Duration BEFORE_THE_NEXT_WATCH = Duration.ofSeconds(5);

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ended;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile boolean stopping;

    /** What is essential ends the process when it can go on no more; what else there is begins again, whatever ends it. */
    record Task(String name, boolean isEssential, Supplier<Worker> worker) {}

    Deliverer(List<Task> tasks) {
        ended = new CountDownLatch(tasks.size());
        tasks.forEach(task -> threads.add(new Thread(() -> run(task), task.name())));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void run(Task task) {
        try {
            while (!stopping) {
                runOnce(task);
            }
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("told to stop", e);
        } catch (RuntimeException e) {
            failure.complete(e);
        } finally {
            ended.countDown();
        }
    }

    /** Ends when it is told to stop, or with what a new worker may do better. */
    private void runOnce(Task task) throws InterruptedException {
        Worker worker = task.worker().get();
        try {
            worker.open();
            while (!stopping) {
                worker.work();
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            if (task.isEssential() && !isPassing(e)) {
                throw e;
            }
            LOG.warn("{} begins again: {}", task.name(), e.getMessage());
            LOG.debug("why it does", e);
            TimeUnit.MILLISECONDS.sleep((task.isEssential() ? BEFORE_THE_NEXT_TRY : BEFORE_THE_NEXT_WATCH).toMillis());
        } finally {
            close(worker);
        }
    }

    /** Kafka did not answer in time, or is about to move something: wherever that was said. */
    private static boolean isPassing(Throwable e) {
        return e instanceof RetriableException || (e.getCause() != null && isPassing(e.getCause()));
    }

    /** An interrupted thread could not tell its group that it leaves. */
    private void close(Worker worker) {
        boolean interrupted = Thread.interrupted();
        try {
            worker.close();
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

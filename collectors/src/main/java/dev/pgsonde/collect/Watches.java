package dev.pgsonde.collect;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that this process watches, each on a thread of its own: what befalls one costs the others nothing. */
final class Watches {
    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    private final List<Watch> watches;
    private final CountDownLatch running;
    private final AtomicReference<VirtualMachineError> broken = new AtomicReference<>();

    Watches(List<Watch> watches) {
        this.watches = List.copyOf(watches);
        this.running = new CountDownLatch(watches.size());
    }

    /** Until all of them were stopped. A server of its own must be as it should at the start; of several it may come later. */
    void run() throws InterruptedException {
        if (watches.size() == 1) {
            run(watches.get(0), Watch.Start.MUST_SUCCEED);
        } else {
            for (Watch watch : watches) {
                new Thread(() -> runApart(watch), "watch-" + watch.source()).start();
            }
            running.await();
        }
        VirtualMachineError failure = broken.get();
        if (failure != null) {
            throw new IllegalStateException("the process cannot go on: " + failure, failure);
        }
    }

    private void runApart(Watch watch) {
        try {
            run(watch, Watch.Start.MAY_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.countDown();
        }
    }

    private void run(Watch watch, Watch.Start start) throws InterruptedException {
        try {
            watch.run(start);
        } catch (VirtualMachineError e) {
            breakOff(e);
        }
    }

    /** A process without memory does nothing right any more: it ends, and whoever supervises it starts another. */
    private void breakOff(VirtualMachineError failure) {
        broken.compareAndSet(null, failure);
        log.error("the process has to end", failure);
        watches.forEach(Watch::stop);
    }
}

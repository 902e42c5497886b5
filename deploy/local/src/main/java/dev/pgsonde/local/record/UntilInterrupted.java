package dev.pgsonde.local.record;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into the orderly end of something that goes on until then; closed in time, the process exits with 0. */
public final class UntilInterrupted implements AutoCloseable {
    private static final int PATIENCE_S = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "until-interrupted");
    private volatile boolean interrupted;

    public UntilInterrupted() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public boolean isInterrupted() {
        return interrupted;
    }

    private void interrupted() {
        interrupted = true;
        try {
            if (done.await(PATIENCE_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0); // what was asked for was done: 130 would say that it was not
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        if (!interrupted) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}

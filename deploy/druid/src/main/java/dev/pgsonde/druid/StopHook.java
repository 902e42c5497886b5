package dev.pgsonde.druid;

import java.time.Duration;

/**
 * The end of this process waits for the stop, but not for ever: a supervisor that asks an unreachable Kafka for its
 * offsets holds it up for a minute. What is cut off is what a kill would cut off, and nothing is lost by that.
 */
final class StopHook implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Runnable stop;

    private StopHook(Runnable stop) {
        this.stop = stop;
    }

    static void install(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(new StopHook(stop), "stop-hook"));
    }

    @Override
    public void run() {
        Thread stopping = new Thread(stop, "stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.pgsonde.kafka;

import java.time.Duration;

/** The end of this process waits for the stop, but not for ever: a broker that was cut off recovers its log. */
final class StopHook implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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

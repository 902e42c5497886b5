package dev.pgsonde.local.noise;

import dev.pgsonde.local.stack.Pause;
import java.time.Duration;
import java.util.SplittableRandom;

/** Somebody else's work on the same machine: a core that is busy for some seconds, every now and then, until closed. */
final class Burner implements AutoCloseable {
    private static final int LONGEST_SECONDS = 5;
    private static final int LONGEST_PAUSE_SECONDS = 60;

    private final SplittableRandom random;
    private final Thread thread = new Thread(this::run, "burner");
    private volatile boolean stopping;

    private Burner(long seed) {
        random = new SplittableRandom(seed);
    }

    static Burner start(long seed) {
        Burner burner = new Burner(seed);
        burner.thread.setDaemon(true);
        burner.thread.start();
        return burner;
    }

    private void run() {
        while (!stopping) {
            long until = System.nanoTime()
                    + Duration.ofSeconds(random.nextInt(1, LONGEST_SECONDS)).toNanos();
            while (System.nanoTime() < until && !stopping) {
                Thread.onSpinWait();
            }
            Pause.of(Duration.ofSeconds(random.nextInt(1, LONGEST_PAUSE_SECONDS)));
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}

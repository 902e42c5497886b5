package dev.pgsonde.local.stack;

import java.time.Duration;

/** The time between two looks at something that another process has to do. */
public final class Pause {
    private static final Duration BRIEF = Duration.ofMillis(50);

    private Pause() {}

    public static void brief() {
        of(BRIEF);
    }

    public static void of(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for another process", e);
        }
    }
}

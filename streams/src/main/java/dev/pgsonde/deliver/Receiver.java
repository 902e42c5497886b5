package dev.pgsonde.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told: of what, and how.
 *
 * @param repeat how often what goes on is told again, to a receiver that would forget it otherwise
 * @param heartbeat how often it is told that delivery lives
 */
record Receiver(
        String name,
        Route route,
        Format format,
        Veil veil,
        @Nullable Duration repeat,
        @Nullable Duration heartbeat) {}

package dev.pgsonde.deliver.watch;

import java.time.Duration;
import java.time.Instant;

/** All that arrived between these two instants was received: silence can be told for this time and for no other. */
public record Horizon(Instant since, Instant until) {
    /** How long nothing came of what was last seen then, as far as that can be told. */
    Duration silence(Instant seen) {
        Duration silence = Duration.between(later(seen, since), until);
        return silence.isNegative() ? Duration.ZERO : silence;
    }

    /** Whether it was seen within the horizon, and not only before it. */
    boolean covers(Instant seen) {
        return !seen.isBefore(since);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

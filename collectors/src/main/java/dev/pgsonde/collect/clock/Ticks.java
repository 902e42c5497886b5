package dev.pgsonde.collect.clock;

import java.time.Duration;
import java.time.Instant;

/** The instants at which rounds begin: the multiples of {@code every} on the server's clock. */
public record Ticks(Duration every) {
    public Ticks {
        if (every.toMillis() < 1) {
            throw new IllegalArgumentException("rounds must be at least a millisecond apart");
        }
    }

    /**
     * The tick after a round that began at {@code began} and is over at {@code now}. A round that began a little before
     * its edge does not have the edge as its successor, and what a late round ran over is skipped.
     */
    public Instant after(Instant began, Instant now) {
        Instant soonest = began.plus(every.dividedBy(4));
        return following(soonest.isAfter(now) ? soonest : now);
    }

    /**
     * The tick that a round was for which began at {@code began}: a round may begin a little before its edge, and one that
     * began later than three quarters of the way to the next has that one's place, since none follows it there.
     */
    public Instant of(Instant began) {
        return following(began.plus(every.dividedBy(4)).minus(every));
    }

    private Instant following(Instant time) {
        long millis = every.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(time.toEpochMilli(), millis) + 1) * millis);
    }
}

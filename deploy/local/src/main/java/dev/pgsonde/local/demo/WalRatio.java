package dev.pgsonde.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How many times as much WAL a commit writes after a change as before it, by readings of our own. */
record WalRatio(WalPhase before, WalPhase after) {
    /** Backends report their commits up to a second late, and the slowest of them may just have missed the change. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** Nothing, as long as one of the two sides has too few readings. */
    static Optional<WalRatio> around(List<WalReading> readings, Instant changing, Instant changed) {
        Optional<WalPhase> before = WalPhase.between(readings, Instant.MIN, changing.minus(SETTLING));
        Optional<WalPhase> after = WalPhase.between(readings, changed.plus(SETTLING), Instant.MAX);
        return before.flatMap(first -> after.map(second -> new WalRatio(first, second)));
    }

    double ratio() {
        return after.bytesPerCommit() / before.bytesPerCommit();
    }
}

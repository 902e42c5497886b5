package dev.pgsonde.local.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was written between two readings, and what came of it for one commit. */
record WalPhase(WalReading from, WalReading to) {
    /** The longest phase that the readings between two instants make. */
    static Optional<WalPhase> between(List<WalReading> readings, Instant from, Instant to) {
        List<WalReading> within = readings.stream()
                .filter(reading -> !reading.at().isBefore(from) && !reading.at().isAfter(to))
                .toList();
        if (within.size() < 2) {
            return Optional.empty();
        }
        WalPhase phase = new WalPhase(within.get(0), within.get(within.size() - 1));
        return phase.commits() > 0 ? Optional.of(phase) : Optional.empty();
    }

    long bytes() {
        return to.lsnBytes() - from.lsnBytes();
    }

    long commits() {
        return to.xactCommit() - from.xactCommit();
    }

    @Nullable
    Long fullPageImages() {
        Long before = from.walFpi();
        Long after = to.walFpi();
        return before == null || after == null ? null : after - before;
    }

    double bytesPerCommit() {
        return (double) bytes() / commits();
    }
}

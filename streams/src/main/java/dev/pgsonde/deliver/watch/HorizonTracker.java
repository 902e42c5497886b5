package dev.pgsonde.deliver.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since when, and until when, all that arrived is known. It begins again whenever Kafka did not answer, or this process was
 * not there to ask: then everybody has the whole limit again before he is said to be silent.
 */
public final class HorizonTracker {
    private final Duration longestGap;
    private Map<Integer, Long> ends = Map.of();
    private @Nullable Instant endsAt;
    private @Nullable Horizon horizon;

    /** Longer than {@code longestGap} between two answers, and what happened meanwhile is not known. */
    public HorizonTracker(Duration longestGap) {
        this.longestGap = longestGap;
    }

    /** Kafka says that its partitions end there now, and this has been read so far; nothing while there is no horizon. */
    public Optional<Horizon> at(Map<Integer, Long> endsNow, Map<Integer, Long> read, Instant now) {
        if (endsAt == null
                || now.isBefore(endsAt)
                || Duration.between(endsAt, now).compareTo(longestGap) > 0) {
            horizon = null;
            ends = Map.copyOf(endsNow);
            endsAt = now;
            return Optional.empty();
        }
        boolean isRead =
                ends.entrySet().stream().allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
        if (!isRead) {
            return Optional.ofNullable(horizon); // what waits to be read is no silence
        }
        horizon = new Horizon(horizon == null ? endsAt : horizon.since(), endsAt);
        ends = Map.copyOf(endsNow);
        endsAt = now;
        return Optional.of(horizon);
    }

    /** Kafka does not answer. */
    public void broken() {
        endsAt = null;
        horizon = null;
    }
}

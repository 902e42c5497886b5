package dev.pgsonde.deliver.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the streams process what arrives. Their committed offsets say so whatever the length of windows, and say nothing
 * against them while no samples arrive.
 */
final class StreamsProgress {
    private final String application;
    private final Duration stoppedAfter;
    private final Map<Integer, Standstill> byPartition = new HashMap<>();
    private @Nullable StreamsPosition last;

    /** A partition's processed offset, where the partition ended when it came there, and when that was. */
    private record Standstill(long processed, long end, Instant since) {}

    StreamsProgress(String application, Duration stoppedAfter) {
        this.application = application;
        this.stoppedAfter = stoppedAfter;
    }

    void at(StreamsPosition position, Instant now) {
        last = position;
        position.ends().forEach((partition, end) -> {
            Standstill before = byPartition.get(partition);
            long processed = position.processed(partition);
            if (before == null || before.processed() != processed || processed >= end) {
                byPartition.put(partition, new Standstill(processed, end, now));
            }
        });
    }

    WatchResult judge(Horizon horizon) {
        if (last == null || last.processed().isEmpty()) {
            return undecided(); // no streams were ever here, or they are no longer known
        }
        List<Map.Entry<Integer, Standstill>> stalled = byPartition.entrySet().stream()
                .filter(each -> isStalled(last, each.getKey(), each.getValue(), horizon))
                .toList();
        if (stalled.isEmpty()) {
            return isMoving(horizon) ? WatchResult.of(List.of()) : undecided();
        }
        Instant since = stalled.stream()
                .map(each -> each.getValue().since())
                .reduce(horizon.until(), (one, other) -> one.isBefore(other) ? one : other);
        return WatchResult.of(List.of(finding(since, horizon, waiting(last))));
    }

    private static WatchResult undecided() {
        return WatchResult.undecided(key -> key.kind() == Outage.STREAMS_STOPPED);
    }

    /** More has arrived since it came to a halt. */
    private boolean isStalled(StreamsPosition now, int partition, Standstill at, Horizon horizon) {
        return horizon.silence(at.since()).compareTo(stoppedAfter) >= 0
                && now.ends().getOrDefault(partition, 0L) > at.end();
    }

    /** Nothing waits longer than a part of the limit. */
    private boolean isMoving(Horizon horizon) {
        return byPartition.values().stream()
                .allMatch(at -> horizon.covers(at.since())
                        && Duration.between(at.since(), horizon.until()).compareTo(stoppedAfter.dividedBy(2)) < 0);
    }

    private static long waiting(StreamsPosition at) {
        return at.ends().entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - at.processed(end.getKey())))
                .sum();
    }

    private Finding finding(Instant since, Horizon horizon, long waiting) {
        return new Finding(
                new AlertKey(Outage.STREAMS_STOPPED, Outage.WHOLE, application),
                "application",
                since,
                new Finding.Measure(
                        Duration.between(since, horizon.until()).toSeconds(),
                        stoppedAfter.toSeconds(),
                        "seconds without progress"),
                "the streams (" + application + ") process nothing, while samples arrive: " + waiting
                        + " records wait; no window is closed and no alert found meanwhile");
    }
}

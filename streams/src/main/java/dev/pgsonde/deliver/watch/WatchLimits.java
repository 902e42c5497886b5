package dev.pgsonde.deliver.watch;

import java.time.Duration;

/**
 * From when on an outage is one.
 *
 * @param silentAfter a source that is not sampled, an agent that does not report
 * @param stoppedAfter streams that process nothing of what arrives
 * @param rejects how many records have to be rejected within {@code silentAfter}
 * @param kafkaAfter a Kafka that does not answer
 * @param forgetAfter a source of which no agent reports is watched no more
 */
public record WatchLimits(
        Duration silentAfter, Duration stoppedAfter, int rejects, Duration kafkaAfter, Duration forgetAfter) {
    /** Together with what it takes to notice and to deliver them, all are notified within three minutes. */
    public static final WatchLimits STANDARD = new WatchLimits(
            Duration.ofMinutes(2), Duration.ofMinutes(2), 10, Duration.ofMinutes(1), Duration.ofDays(7));

    public WatchLimits {
        if (Duration.ofSeconds(1).compareTo(least(silentAfter, least(stoppedAfter, kafkaAfter))) > 0) {
            throw new IllegalArgumentException(
                    "watch: silent_after, stopped_after and kafka_after must be at least 1s");
        }
        if (rejects < 1) {
            throw new IllegalArgumentException("watch: rejects must be at least 1");
        }
        if (forgetAfter.compareTo(silentAfter) <= 0) {
            throw new IllegalArgumentException("watch: forget_after must be longer than silent_after");
        }
    }

    /** How often it is judged: so often that this is no part of the limit that counts. */
    public Duration every() {
        Duration part = least(silentAfter, least(stoppedAfter, kafkaAfter)).dividedBy(12);
        return least(part, Duration.ofSeconds(5));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

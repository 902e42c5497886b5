package dev.pgsonde.streams;

import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a record that is valid by itself cannot be one of its key, or of the time at which it came. */
final class Plausibility {
    /** A clock that is further ahead of Kafka's is wrong; one that is behind may be a spool's. */
    private static final Duration AHEAD = Duration.ofDays(1);
    /** No round lasts so long. */
    private static final Duration LATE = Duration.ofHours(1);

    private Plausibility() {}

    static @Nullable String doubt(@Nullable String key, long timestamp, Observation observation) {
        String doubt = doubt(key, timestamp, observation.source(), observation.at());
        if (doubt != null) {
            return doubt;
        }
        Instant tick = tick(observation);
        boolean far =
                tick != null && Duration.between(tick, observation.at()).abs().compareTo(LATE) > 0;
        return far ? "it was due at " + tick + ", and is of " + observation.at() : null;
    }

    static @Nullable String doubt(@Nullable String key, long timestamp, String source, Instant at) {
        if (!source.equals(key)) {
            return "the key is not the record's source, " + source;
        }
        return at.minus(AHEAD).toEpochMilli() > timestamp
                ? "its clock says " + at + ", more than a day after it came to Kafka at "
                        + Instant.ofEpochMilli(timestamp)
                : null;
    }

    private static @Nullable Instant tick(Observation observation) {
        if (observation instanceof Sample sample) {
            return sample.tick();
        }
        return observation instanceof Round round ? round.tick() : null;
    }
}

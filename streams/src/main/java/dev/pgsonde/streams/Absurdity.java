package dev.pgsonde.streams;

import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a record cannot be what it says that it is, whatever came before it. */
final class Absurdity {
    /** A clock that is further ahead of Kafka's is wrong; one that is behind may be a spool's. */
    private static final Duration AHEAD = Duration.ofDays(1);
    /** No round lasts so long. */
    private static final Duration LATE = Duration.ofHours(1);
    /** What lies outside has no place in the order of windows, whatever Kafka's timestamps say. */
    private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    static final String NO_NAME = "a name holds a zero character, which no name of PostgreSQL can";

    private Absurdity() {}

    static @Nullable String of(@Nullable String key, long timestamp, Observation observation) {
        if (!observation.source().equals(key)) {
            return "the key is not the record's source, " + observation.source();
        }
        if (names(observation).anyMatch(Absurdity::isNoName)) {
            return NO_NAME;
        }
        Instant at = observation.at();
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            return "its clock says " + at;
        }
        if (at.minus(AHEAD).toEpochMilli() > timestamp) {
            return "its clock says " + at + ", more than a day after it came to Kafka at "
                    + Instant.ofEpochMilli(timestamp);
        }
        Instant tick = tick(observation);
        boolean far = tick != null && Duration.between(tick, at).abs().compareTo(LATE) > 0;
        return far ? "it was due at " + tick + ", and is of " + at : null;
    }

    /** PostgreSQL allows every character in a name but this. */
    static boolean isNoName(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static @Nullable Instant tick(Observation observation) {
        if (observation instanceof Sample sample) {
            return sample.tick();
        }
        return observation instanceof Round round ? round.tick() : null;
    }

    private static Stream<String> names(Observation observation) {
        return observation instanceof Sample sample
                ? Stream.of(sample.source(), sample.view(), sample.database())
                : Stream.of(observation.source());
    }
}

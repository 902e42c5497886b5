package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Incarnation;
import java.time.Instant;

/**
 * When and whom a round asked: the server's clock and incarnation, the database, and the readings of the agent's own
 * monotonic clock around the question.
 */
public record Moment(
        Instant at, Incarnation incarnation, String database, int version, long askedNanos, long answeredNanos) {
    /** The major version, as in 13 of 130023. */
    public int major() {
        return version / 10_000;
    }

    /** The same moment, in another database of the server. */
    public Moment in(String otherDatabase) {
        return new Moment(at, incarnation, otherDatabase, version, askedNanos, answeredNanos);
    }
}

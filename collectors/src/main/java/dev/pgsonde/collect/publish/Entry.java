package dev.pgsonde.collect.publish;

import java.time.Instant;

/** What stands in the agent's order and must arrive in it: a record, or the word that some are missing. */
sealed interface Entry permits Parcel, Gap {
    String topic();

    /** How many of the agent's records are missing when this one is. */
    long records();

    Instant from();

    Instant to();

    /** What it takes on the way, in bytes. */
    int size();
}

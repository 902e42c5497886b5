package dev.pgsonde.schema;

import java.time.Instant;

/** What an agent publishes of its server, in the order in which the agent saw it. */
public sealed interface Observation permits Sample, Marker, Round {
    String source();

    Instant at();
}

package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.Incarnation;
import java.time.Instant;

/** When a view was last looked at, in which life of the server, and which numbers its rows held. */
public record Look(Incarnation incarnation, Instant at, Layout layout) {}

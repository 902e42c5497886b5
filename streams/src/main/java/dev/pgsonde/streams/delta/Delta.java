package dev.pgsonde.streams.delta;

import java.time.Instant;

/** What happened to a row between two looks, or why that cannot be known. */
public sealed interface Delta {
    record Measured(Values change) implements Delta {}

    /** What it counted since it began anew; what it had counted before that, after the first look, is lost. */
    record Partial(Values change, Instant began, Reason reason) implements Delta {}

    record Unknown(Reason reason) implements Delta {}
}

package dev.pgsonde.streams.delta;

/** What happened to a row between two looks, or why that cannot be known. */
public sealed interface Delta {
    record Measured(Values change) implements Delta {}

    record Unknown(Reason reason) implements Delta {}
}

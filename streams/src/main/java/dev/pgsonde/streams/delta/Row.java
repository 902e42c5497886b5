package dev.pgsonde.streams.delta;

/** One row of one view at one instant: since when it counts, and how far it has counted. */
public record Row(Values resets, Values counters) {}

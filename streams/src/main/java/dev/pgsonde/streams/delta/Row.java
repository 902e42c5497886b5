package dev.pgsonde.streams.delta;

/** One row of one view at one instant: since when it counts, how far it has counted, and what else it reads. */
public record Row(Values resets, Values counters, Values gauges) {}

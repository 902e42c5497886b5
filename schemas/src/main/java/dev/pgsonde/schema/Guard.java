package dev.pgsonde.schema;

/** One condition that a change must meet to be told: what was found, what was asked for, and whether it was enough. */
public record Guard(String name, double value, double limit, boolean passed) {}

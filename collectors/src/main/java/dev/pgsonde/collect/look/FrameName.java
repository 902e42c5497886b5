package dev.pgsonde.collect.look;

/** Which frames follow each other: those of one view of one database; without a name where every database answers alike. */
public record FrameName(String view, String database) {}

package dev.pgsonde.collect.text;

/** What may be told of a statement, and whether that is not all of it for want of room. */
public record Scrubbed(String text, boolean shortened) {}

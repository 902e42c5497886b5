package dev.pgsonde.schema;

import java.time.Instant;

/** A silence is over before its time. */
public record SilenceEnded(String source, Instant at, String id, String author) implements Saying {}

package dev.pgsonde.streams.state;

import java.time.Instant;

/** A subject that meets the conditions of a rule, since when, when it last did, and whether that was told. */
public record Ruled(String subject, Instant since, Instant lastMet, boolean told) {}

package dev.pgsonde.schema;

import java.time.Instant;

/** A transition of an alert that a receiver did not take, and why. */
public record Undelivered(
        String receiver,
        String alert,
        int sequence,
        String key,
        String source,
        String summary,
        String reason,
        int attempts,
        Instant firstTry,
        Instant lastTry,
        String topic,
        int partition,
        long offset) {}

package dev.pgsonde.streams.detect;

/**
 * A series has moved up: since when, from where, by how much, and how sure that is. All in logarithms.
 *
 * @param onset the first window of the new level, counted from the oldest of the history
 */
public record Shift(
        int onset, double reference, double spread, int baselineWindows, double size, double score, double threshold) {}

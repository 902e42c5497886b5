package dev.pgsonde.streams.detect;

/** What one window says of a series. */
public sealed interface Reading {
    /** Sums of which the quotient is judged. */
    record Quotient(double numerator, double denominator) implements Reading {}

    /** A value that has no denominator. */
    record Value(double value) implements Reading {}

    /** The counters had no common past: a reset, a restart, a gap. */
    record Unknown() implements Reading {}
}

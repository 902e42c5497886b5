package dev.pgsonde.streams.detect;

/** How sure a verdict is: enough for a note to be read by day, or enough to wake somebody. */
public enum Tier {
    WARN,
    PAGE
}

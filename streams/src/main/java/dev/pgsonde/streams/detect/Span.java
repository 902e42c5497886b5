package dev.pgsonde.streams.detect;

/** What the age of a change is counted in. */
public enum Span {
    /** Windows with any denominator at all. */
    WINDOW,
    /** Windows, or as many as were needed for a level. */
    LEVEL,
    /** Ten levels. */
    TEN
}

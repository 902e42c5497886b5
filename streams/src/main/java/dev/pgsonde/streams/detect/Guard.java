package dev.pgsonde.streams.detect;

/** One condition that a change must meet to be told: what was found, what was asked for, and whether it was enough. */
public record Guard(String name, double value, double limit, boolean passed) {
    /** Passed when the value reaches the limit. */
    static Guard atLeast(String name, double value, double limit) {
        return new Guard(name, value, limit, value >= limit);
    }
}

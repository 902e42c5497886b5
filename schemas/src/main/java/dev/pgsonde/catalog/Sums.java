package dev.pgsonde.catalog;

/** Numbers that rows of every view have, beside their columns. */
public final class Sums {
    /** How many looks at the row were in the window: what sums of gauges are divided by. */
    public static final String READINGS = "readings";
    /** How much of the window was measured, in milliseconds. */
    public static final String COVERED_MS = "covered_ms";
    /** One for each row that is there. */
    public static final String ROWS = "rows";

    private Sums() {}
}

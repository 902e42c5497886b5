package dev.pgsonde.schema;

/** What may be done with a column: tell rows apart, subtract, read, notice a reset, notice a change. */
public enum ColumnKind {
    /** Part of the row's name. */
    LABEL,
    /** Only grows, until it is reset. */
    COUNTER,
    /** Is what it is at the moment. */
    GAUGE,
    /** When counting began; another value means that the counters have no difference. */
    RESET,
    /** State whose change is a marker. */
    FACT
}

package dev.pgsonde.schema;

/** Whether a sample holds every row of its view, or those that differ from the sample before. */
public enum FrameKind {
    FULL,
    CHANGES
}

package dev.pgsonde.streams.detect;

/** What one more window says of a series. */
public sealed interface Verdict {
    /** Nothing to tell. */
    record Quiet() implements Verdict {}

    /** The series has moved, by enough to matter. */
    record Risen(Shift shift) implements Verdict {}

    /** It has come back. */
    record Resolved() implements Verdict {}

    /** It has stayed for so long that it is normal now. */
    record Accepted() implements Verdict {}
}

package dev.pgsonde.streams.detect;

import java.util.List;

/** What one more window says of a series. */
public sealed interface Verdict {
    /** Nothing to tell; the guards say why, where there was something to test. */
    record Quiet(List<Guard> guards) implements Verdict {
        static final Quiet PLAIN = new Quiet(List.of());

        public Quiet {
            guards = List.copyOf(guards);
        }
    }

    /** The series has moved, by enough to matter. */
    record Moved(Shift shift) implements Verdict {}

    /** A move that has been told before is sure enough now to wake somebody. */
    record Escalated(Shift shift) implements Verdict {}

    /** It has come back. */
    record Resolved() implements Verdict {}

    /** It has stayed for so long that it is normal now. */
    record Accepted() implements Verdict {}
}

package dev.pgsonde.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one try. */
sealed interface Answer {
    /** The receiver has it. */
    record Taken() implements Answer {}

    /** It will never take this: sending it again is of no use. */
    record Refused(String reason) implements Answer {}

    /** Not now; {@code asked} is how long the receiver wants to be left alone, if it said so. */
    record Failed(String reason, @Nullable Duration asked) implements Answer {}
}

package dev.pgsonde.collect.check;

import java.util.List;

/** What a rule says to the facts. */
sealed interface Verdict {
    /** It does not matter here. */
    record Beside() implements Verdict {}

    record Fine(String state) implements Verdict {}

    /** The agent works, and less well than it could. */
    record Poor(String state, List<String> fix) implements Verdict {}

    /** The agent lacks something that it was told to use. */
    record Missing(String state, List<String> fix) implements Verdict {}

    static Verdict poor(String state, String... fix) {
        return new Poor(state, List.of(fix));
    }

    static Verdict missing(String state, String... fix) {
        return new Missing(state, List.of(fix));
    }
}

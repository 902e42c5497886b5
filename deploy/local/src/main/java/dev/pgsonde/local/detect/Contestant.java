package dev.pgsonde.local.detect;

import java.util.List;

/** A detector as it would work on line: it gives its word without knowing what comes after. */
interface Contestant {
    String name();

    List<Call> calls(Trace trace);
}

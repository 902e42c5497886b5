package dev.pgsonde.local.demo;

import dev.pgsonde.schema.NameList;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Windows of five seconds of a server called demo. */
final class Windows {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int SECONDS = 5;

    private Windows() {}

    static Instant start(int n) {
        return NOON.plusSeconds((long) SECONDS * n);
    }

    /** Of the whole server, each number under the name of its term. */
    static Window of(int n, Map<String, Long> sums) {
        return of(n, "server", "server", "demo", sums);
    }

    static Window of(int n, String grain, String view, String subject, Map<String, Long> sums) {
        NamedNumbers numbers = NamedNumbers.of(new TreeMap<>(sums));
        return new Window(
                grain,
                "demo",
                start(n),
                start(n + 1),
                "1-1-1-primary",
                null,
                view,
                grain,
                subject,
                Map.of(),
                5000,
                1,
                0,
                false,
                sums.isEmpty() ? "first_sample" : null,
                NameList.of(numbers.names()).fingerprint(),
                numbers,
                NamedNumbers.NONE);
    }
}

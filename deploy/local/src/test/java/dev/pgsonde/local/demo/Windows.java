package dev.pgsonde.local.demo;

import dev.pgsonde.schema.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Windows of five seconds of a server called demo. */
final class Windows {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int SECONDS = 5;

    private Windows() {}

    static Instant start(int n) {
        return NOON.plusSeconds((long) SECONDS * n);
    }

    static Window of(int n, String subjectKind, String metric, @Nullable Long total) {
        return covering(5000, n, subjectKind, metric, total);
    }

    static Window covering(long coveredMs, int n, String subjectKind, String metric, @Nullable Long total) {
        return new Window(
                "demo",
                start(n),
                start(n + 1),
                "1-1-1-primary",
                null,
                subjectKind,
                subjectKind.equals("server") ? "demo" : metric,
                metric,
                total,
                coveredMs,
                1,
                total == null ? "first sample" : null);
    }
}

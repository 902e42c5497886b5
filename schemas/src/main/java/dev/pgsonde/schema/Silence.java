package dev.pgsonde.schema;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Alerts of a source that match are not delivered until then; metric, subject and severity are names or globs. */
public record Silence(
        String source,
        Instant at,
        String id,
        String metric,
        String subject,
        String severity,
        Instant until,
        @Nullable String reason,
        String author)
        implements Saying {

    /** It holds from when it is known: {@code at} says when that was, and is no condition. */
    public boolean covers(Alert alert, Instant now) {
        return now.isBefore(until)
                && source.equals(alert.source())
                && Glob.matches(metric, alert.metric())
                && Glob.matches(subject, alert.subject())
                && Glob.matches(
                        severity.toLowerCase(Locale.ROOT),
                        alert.severity().name().toLowerCase(Locale.ROOT));
    }
}

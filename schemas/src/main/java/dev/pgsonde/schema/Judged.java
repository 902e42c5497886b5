package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;

/**
 * What a window said of a series, and which guards held it back.
 *
 * @param at when the window ended
 * @param guards all that it was tested by; none when there was nothing to test
 * @param start when the window began
 * @param verdict one of the constants here
 */
public record Judged(
        String source,
        String metric,
        String subjectKind,
        String subject,
        Instant at,
        List<Guard> guards,
        Instant start,
        String verdict) {
    /** A side of the window's ratio is not known. */
    public static final String UNKNOWN = "unknown";
    /** There was nothing to test. */
    public static final String QUIET = "quiet";
    /** A guard held it back. */
    public static final String HELD = "held";

    public static final String MOVED = "moved";
    /** An alert about it has become graver. */
    public static final String GRAVER = "graver";
    /** An alert about it goes on. */
    public static final String OPEN = "open";

    public static final String RESOLVED = "resolved";
    public static final String ACCEPTED = "accepted";

    public Judged {
        guards = List.copyOf(guards);
    }

    /** What held it back. */
    public List<String> failed() {
        return guards.stream().filter(guard -> !guard.passed()).map(Guard::name).toList();
    }

    /** The series that it is of, as its topic's key. */
    public String key() {
        return String.join("\n", source, metric, subject);
    }
}

package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;

/** Why a series was not told of when it was last judged. */
public record Judged(String source, String metric, String subjectKind, String subject, Instant at, List<Guard> guards) {
    public Judged {
        guards = List.copyOf(guards);
    }

    /** What held it back; empty when it was told, or when there was nothing to test. */
    public List<String> failed() {
        return guards.stream().filter(guard -> !guard.passed()).map(Guard::name).toList();
    }

    /** The series that it is of, as its topic's key. */
    public String key() {
        return String.join("\n", source, metric, subject);
    }
}

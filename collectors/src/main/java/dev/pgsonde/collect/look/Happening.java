package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Marker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A marker that does not know yet of which server, and when, it was noticed.
 *
 * @param notBefore when it was last seen as it was before
 */
public record Happening(
        String kind,
        String subjectKind,
        String subject,
        @Nullable String before,
        @Nullable String after,
        @Nullable String detail,
        @Nullable Instant notBefore) {

    /** What is noticed as it happens. */
    public Happening(
            String kind,
            String subjectKind,
            String subject,
            @Nullable String before,
            @Nullable String after,
            @Nullable String detail) {
        this(kind, subjectKind, subject, before, after, detail, null);
    }

    public Marker marker(String source, Instant at) {
        return new Marker(source, at, kind, subjectKind, subject, before, after, detail, notBefore).shortened();
    }
}

package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Marker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A marker that does not know yet of which server, and when, it was noticed.
 *
 * @param notBefore when it was last seen as it was before
 * @param beforeParts what a fact was made of, where the catalogue names that
 */
public record Happening(
        String kind,
        String subjectKind,
        String subject,
        @Nullable String before,
        @Nullable String after,
        @Nullable String detail,
        @Nullable Instant notBefore,
        List<Marker.Part> beforeParts,
        List<Marker.Part> afterParts) {
    public Happening {
        beforeParts = List.copyOf(beforeParts);
        afterParts = List.copyOf(afterParts);
    }

    /** What is said in one text each. */
    public Happening(
            String kind,
            String subjectKind,
            String subject,
            @Nullable String before,
            @Nullable String after,
            @Nullable String detail,
            @Nullable Instant notBefore) {
        this(kind, subjectKind, subject, before, after, detail, notBefore, List.of(), List.of());
    }

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
        return new Marker(
                        source,
                        at,
                        kind,
                        subjectKind,
                        subject,
                        before,
                        after,
                        detail,
                        notBefore,
                        beforeParts,
                        afterParts)
                .shortened();
    }
}

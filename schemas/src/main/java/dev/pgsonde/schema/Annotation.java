package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people and their machines say of a server: a run began or ended, something was deployed, a note. */
public record Annotation(
        String source,
        Instant at,
        AnnotationKind kind,
        @Nullable String run,
        String text,
        String author) implements Saying {
    /** What is said. */
    public enum AnnotationKind {
        RUN_STARTED,
        RUN_ENDED,
        DEPLOYED,
        NOTE
    }
}

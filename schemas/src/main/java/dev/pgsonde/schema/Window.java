package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one counter of one subject added up to in one window, or why that is not wholly known. */
public record Window(
        String source,
        Instant start,
        Instant end,
        String incarnation,
        @Nullable String run,
        String subjectKind,
        String subject,
        String metric,
        @Nullable Long total,
        long coveredMs,
        int samples,
        @Nullable String reason) {}

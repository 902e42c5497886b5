package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one counter of one subject added up to in one window, or what its gauge's readings did, or why that is not wholly
 * known. Several records of one window, subject and metric add up: parts of it may become known later than others.
 */
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
        @Nullable String reason,
        boolean spread,
        @Nullable Long last) {
    /** A counter's window of which nothing was spread. */
    public Window(
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
            @Nullable String reason) {
        this(
                source,
                start,
                end,
                incarnation,
                run,
                subjectKind,
                subject,
                metric,
                total,
                coveredMs,
                samples,
                reason,
                false,
                null);
    }
}

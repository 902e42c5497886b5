package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A verdict in its present state, with the evidence for it. */
public record Alert(
        String id,
        String source,
        String incarnation,
        @Nullable String run,
        String metric,
        String unit,
        Direction direction,
        String subjectKind,
        String subject,
        Severity severity,
        AlertState state,
        Instant onset,
        Instant detectedAt,
        int windowsToDetect,
        @Nullable Instant endedAt,
        double baseline,
        double spread,
        int baselineWindows,
        double now,
        double ratio,
        double score,
        double threshold,
        List<Point> series,
        List<Cause> causes,
        String cause,
        @Nullable String remedy,
        String druidQuery,
        String summary) {
    public Alert {
        series = List.copyOf(series);
        causes = List.copyOf(causes);
    }

    /** Which way the metric went. */
    public enum Direction {
        UP,
        DOWN
    }

    /** Who has to look, and how soon. */
    public enum Severity {
        PAGE,
        WARN,
        INFO
    }

    /** Where in its life an alert stands. */
    public enum AlertState {
        FIRING,
        RESOLVED
    }

    /** One window of the series around the change. */
    public record Point(Instant start, long numerator, long denominator) {}

    /** One thing that may have caused it, with the evidence that speaks for it. */
    public record Cause(
            String kind,
            List<String> subjects,
            @Nullable String before,
            @Nullable String after,
            Instant at,
            double score,
            String evidence,
            @Nullable String remedy) {
        public Cause {
            subjects = List.copyOf(subjects);
        }
    }
}

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
        String summary,
        int sequence,
        AlertStage stage,
        Instant changedAt,
        boolean told,
        @Nullable String author,
        @Nullable String note,
        @Nullable String silence,
        List<Guard> guards,
        VerdictClass verdict,
        String incident,
        List<Related> related,
        List<Contribution> contributions,
        @Nullable Double rateEffect,
        @Nullable Double mixEffect,
        String severityReason,
        String origin) {
    /** The origin of alerts about pgsonde itself, which delivery makes by its clock; all others come from the streams. */
    public static final String OF_DELIVERY = "deliver";

    /** What the id of every alert of delivery begins with, and no other: an acknowledgement names no more than an id. */
    public static final String ID_OF_DELIVERY = "pgsonde-";

    /** Older versions wrote neither stage nor time of the transition: both follow from what they did write. */
    public Alert {
        related = List.copyOf(related);
        contributions = List.copyOf(contributions);
        incident = incident.isEmpty() ? id : incident;
        series = List.copyOf(series);
        causes = List.copyOf(causes);
        guards = List.copyOf(guards);
        if (stage == AlertStage.UNKNOWN) {
            stage = state == AlertState.FIRING ? AlertStage.FIRING : AlertStage.RESOLVED;
        }
        if (changedAt.equals(Instant.EPOCH)) {
            changedAt = endedAt == null ? detectedAt : endedAt;
        }
    }

    /** An alert of which nothing is known but what changed. */
    public Alert(
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
            String summary,
            int sequence,
            AlertStage stage,
            Instant changedAt,
            boolean told,
            @Nullable String author,
            @Nullable String note,
            @Nullable String silence,
            List<Guard> guards) {
        this(
                id,
                source,
                incarnation,
                run,
                metric,
                unit,
                direction,
                subjectKind,
                subject,
                severity,
                state,
                onset,
                detectedAt,
                windowsToDetect,
                endedAt,
                baseline,
                spread,
                baselineWindows,
                now,
                ratio,
                score,
                threshold,
                series,
                causes,
                cause,
                remedy,
                druidQuery,
                summary,
                sequence,
                stage,
                changedAt,
                told,
                author,
                note,
                silence,
                guards,
                VerdictClass.UNKNOWN,
                "",
                List.of(),
                List.of(),
                null,
                null,
                "",
                "");
    }

    /** The same alert, and what it means. */
    public Alert meaning(Meaning meaning) {
        return with(new Explanation(causes, cause, remedy, summary), meaning, new Rating(severity, severityReason));
    }

    /** The same alert, explained otherwise, and what it means then. */
    public Alert explained(List<Cause> others, String sentence, Meaning meaning) {
        Cause first = others.get(0);
        return with(
                new Explanation(others, first.kind(), first.remedy(), sentence),
                meaning,
                new Rating(severity, severityReason));
    }

    /** The same alert, as grave as that. */
    public Alert rated(Rating rating) {
        return with(new Explanation(causes, cause, remedy, summary), meaning(), rating);
    }

    /** The same alert with less of what is much. */
    public Alert bounded(List<Cause> fewer, @Nullable String shorter, String sentence, Meaning less) {
        return with(new Explanation(fewer, cause, shorter, sentence), less, new Rating(severity, severityReason));
    }

    /** The same alert, made by somebody else than the streams. */
    public Alert from(String other) {
        return new Alert(
                id,
                source,
                incarnation,
                run,
                metric,
                unit,
                direction,
                subjectKind,
                subject,
                severity,
                state,
                onset,
                detectedAt,
                windowsToDetect,
                endedAt,
                baseline,
                spread,
                baselineWindows,
                now,
                ratio,
                score,
                threshold,
                series,
                causes,
                cause,
                remedy,
                druidQuery,
                summary,
                sequence,
                stage,
                changedAt,
                told,
                author,
                note,
                silence,
                guards,
                verdict,
                incident,
                related,
                contributions,
                rateEffect,
                mixEffect,
                severityReason,
                other);
    }

    /** Whether it is about pgsonde itself: no part of what samples say, of a digest, or of a replay. */
    public boolean isOfDelivery() {
        return origin.equals(OF_DELIVERY);
    }

    private record Explanation(
            List<Cause> causes, String cause, @Nullable String remedy, String summary) {}

    private Alert with(Explanation explanation, Meaning meaning, Rating rating) {
        return new Alert(
                id,
                source,
                incarnation,
                run,
                metric,
                unit,
                direction,
                subjectKind,
                subject,
                rating.severity(),
                state,
                onset,
                detectedAt,
                windowsToDetect,
                endedAt,
                baseline,
                spread,
                baselineWindows,
                now,
                ratio,
                score,
                threshold,
                series,
                explanation.causes(),
                explanation.cause(),
                explanation.remedy(),
                druidQuery,
                explanation.summary(),
                sequence,
                stage,
                changedAt,
                told,
                author,
                note,
                silence,
                guards,
                meaning.verdict(),
                meaning.incident(),
                meaning.related(),
                meaning.contributions(),
                meaning.rateEffect(),
                meaning.mixEffect(),
                rating.reason(),
                origin);
    }

    public Meaning meaning() {
        return new Meaning(verdict, incident, related, contributions, rateEffect, mixEffect);
    }

    /** The same for this transition for ever, and for no other. */
    public String key() {
        return id + "-" + sequence;
    }

    /** How grave it is, and why, in one line. */
    public record Rating(Severity severity, String reason) {
        private static final int MOST = 600;

        public Rating {
            reason = reason.length() <= MOST ? reason : reason.substring(0, MOST - 1) + "\u2026";
        }
    }

    public Rating rating() {
        return new Rating(severity, severityReason);
    }

    /** What a change is, whose doing it is, and what moved with it. */
    public record Meaning(
            VerdictClass verdict,
            String incident,
            List<Related> related,
            List<Contribution> contributions,
            @Nullable Double rateEffect,
            @Nullable Double mixEffect) {}

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

    /** Whether it goes on. */
    public enum AlertState {
        FIRING,
        RESOLVED
    }

    /** Where in its life it stands: its state, and what people said of it. */
    public enum AlertStage {
        UNKNOWN,
        FIRING,
        ACKNOWLEDGED,
        SILENCED,
        RESOLVED,
        ACCEPTED
    }

    /** What kind of thing it is. */
    public enum VerdictClass {
        UNKNOWN,
        REGRESSION,
        IMPROVEMENT,
        CHANGE,
        COMPOSITION,
        FINDING,
        APPLICATION_BOUND,
        HOST_BOUND
    }

    /** Another series of the same source that moved at the same time. */
    public record Related(
            String metric,
            String subjectKind,
            String subject,
            Direction direction,
            VerdictClass verdict,
            double baseline,
            double now,
            double ratio) {}

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

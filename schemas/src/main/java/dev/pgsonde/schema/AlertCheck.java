package dev.pgsonde.schema;

import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Alert.Related;
import java.util.List;

/** What an alert must be, and all that it is made up of. */
final class AlertCheck {
    private static final ValueCheck CHECK = new ValueCheck("Alert");

    private AlertCheck() {}

    static void check(Alert alert) throws InvalidRecordException {
        CHECK.name("id", alert.id());
        CHECK.name("source", alert.source());
        CHECK.subject("incarnation", alert.incarnation());
        CHECK.text("run", alert.run());
        CHECK.name("metric", alert.metric());
        CHECK.text("unit", alert.unit(), RecordLimits.LONGEST_NAME);
        CHECK.text("subject_kind", alert.subjectKind(), RecordLimits.LONGEST_NAME);
        CHECK.subject("subject", alert.subject());
        CHECK.number("windows_to_detect", alert.windowsToDetect(), Integer.MIN_VALUE);
        CHECK.number("sequence", alert.sequence(), 0);
        CHECK.text("incident", alert.incident(), RecordLimits.LONGEST_NAME);
        CHECK.text("author", alert.author());
        CHECK.text("note", alert.note());
        CHECK.text("silence", alert.silence());
        CHECK.text("severity_reason", alert.severityReason());
        CHECK.text("origin", alert.origin(), RecordLimits.LONGEST_NAME);
        times(alert);
        numbers(alert);
        parts(alert);
        // how long texts are is bounded by the record's size: versions before this one knew no other limit
        for (String text : List.of(alert.cause(), alert.druidQuery(), alert.summary())) {
            CHECK.text("summary", text, RecordLimits.LARGEST_RECORD);
        }
        CHECK.text("remedy", alert.remedy(), RecordLimits.LARGEST_RECORD);
    }

    private static void times(Alert alert) throws InvalidRecordException {
        CHECK.instant("onset", alert.onset());
        CHECK.instant("detected_at", alert.detectedAt());
        CHECK.instant("ended_at", alert.endedAt());
        CHECK.instant("changed_at", alert.changedAt());
    }

    private static void numbers(Alert alert) throws InvalidRecordException {
        CHECK.fraction("baseline", alert.baseline());
        CHECK.fraction("spread", alert.spread());
        CHECK.fraction("now", alert.now());
        CHECK.fraction("ratio", alert.ratio());
        CHECK.fraction("score", alert.score());
        CHECK.fraction("threshold", alert.threshold());
        CHECK.fraction("rate_effect", alert.rateEffect());
        CHECK.fraction("mix_effect", alert.mixEffect());
    }

    private static void parts(Alert alert) throws InvalidRecordException {
        for (List<?> list :
                List.of(alert.series(), alert.causes(), alert.guards(), alert.related(), alert.contributions())) {
            CHECK.list("lists", list);
        }
        for (Point point : alert.series()) {
            CHECK.instant("series.start", point.start());
        }
        for (Cause cause : alert.causes()) {
            check(cause);
        }
        for (Related related : alert.related()) {
            CHECK.subject("related.subject", related.subject());
            CHECK.fraction("related.baseline", related.baseline());
            CHECK.fraction("related.now", related.now());
            CHECK.fraction("related.ratio", related.ratio());
        }
        for (Contribution part : alert.contributions()) {
            CHECK.subject("contributions.subject", part.subject());
            CHECK.fraction("contributions.share", part.share());
        }
    }

    private static void check(Cause cause) throws InvalidRecordException {
        CHECK.text("causes.kind", cause.kind(), RecordLimits.LONGEST_NAME);
        CHECK.names("causes.subjects", cause.subjects());
        CHECK.text("causes.before", cause.before(), RecordLimits.LARGEST_RECORD);
        CHECK.text("causes.after", cause.after(), RecordLimits.LARGEST_RECORD);
        CHECK.instant("causes.at", cause.at());
        CHECK.fraction("causes.score", cause.score());
        CHECK.text("causes.evidence", cause.evidence(), RecordLimits.LARGEST_RECORD);
        CHECK.text("causes.remedy", cause.remedy(), RecordLimits.LARGEST_RECORD);
    }
}

package dev.pgsonde.schema;

import dev.pgsonde.schema.Report.ViewReport;
import dev.pgsonde.schema.Round.ViewCost;
import dev.pgsonde.schema.Watched.WatchedAgent;
import java.util.List;

/**
 * What a record of each type must be to be taken in: every instant, number, name and size of it. Whatever is read from a
 * topic is held to it as soon as it is decoded, and what people write is before it is published.
 */
public final class RecordValidation {
    private static final ValueCheck MARKER = new ValueCheck("Marker");
    private static final ValueCheck ROUND = new ValueCheck("Round");
    private static final ValueCheck LOAD = new ValueCheck("MemberLoad");
    private static final ValueCheck WINDOW = new ValueCheck("Window");
    private static final ValueCheck TEXT = new ValueCheck("Text");
    private static final ValueCheck REPORT = new ValueCheck("Report");
    private static final ValueCheck WATCHED = new ValueCheck("Watched");
    private static final ValueCheck CHANGE = new ValueCheck("Change");
    private static final ValueCheck JUDGED = new ValueCheck("Judged");
    private static final ValueCheck UNDELIVERED = new ValueCheck("Undelivered");
    private static final ValueCheck REJECT = new ValueCheck("Reject");

    private RecordValidation() {}

    /** Throws, and says why, when the record says something that none can say. */
    public static void check(Object record) throws InvalidRecordException {
        if (record instanceof Sample sample) {
            SampleCheck.check(sample);
        } else if (record instanceof Marker marker) {
            check(marker);
        } else if (record instanceof Round round) {
            check(round);
        } else if (record instanceof Saying saying) {
            SayingCheck.check(saying);
        } else if (record instanceof Window window) {
            check(window);
        } else if (record instanceof MemberLoad load) {
            check(load);
        } else if (record instanceof Alert alert) {
            AlertCheck.check(alert);
        } else {
            checkOthers(record);
        }
    }

    private static void checkOthers(Object record) throws InvalidRecordException {
        if (record instanceof Report report) {
            check(report);
        } else if (record instanceof Text text) {
            check(text);
        } else if (record instanceof Change change) {
            check(change);
        } else if (record instanceof Judged judged) {
            check(judged);
        } else if (record instanceof Undelivered undelivered) {
            check(undelivered);
        } else if (record instanceof Reject reject) {
            check(reject);
        } else if (record instanceof Watched watched) {
            check(watched);
        } else {
            throw new IllegalStateException("no rules for " + record.getClass());
        }
    }

    private static void check(Marker marker) throws InvalidRecordException {
        MARKER.name("source", marker.source());
        MARKER.instant("at", marker.at());
        MARKER.name("kind", marker.kind());
        MARKER.text("subject_kind", marker.subjectKind(), RecordLimits.LONGEST_NAME);
        MARKER.subject("subject", marker.subject());
        // longer ones are cut when they are taken in: a change of a long setting happened all the same
        MARKER.text("before", marker.before(), RecordLimits.LARGEST_RECORD);
        MARKER.text("after", marker.after(), RecordLimits.LARGEST_RECORD);
        MARKER.text("detail", marker.detail(), RecordLimits.LARGEST_RECORD);
        MARKER.instant("not_before", marker.notBefore());
        check("before_parts", marker.beforeParts());
        check("after_parts", marker.afterParts());
    }

    private static void check(String name, List<Marker.Part> parts) throws InvalidRecordException {
        MARKER.list(name, parts);
        for (Marker.Part part : parts) {
            MARKER.text(name, part.name(), RecordLimits.LONGEST_NAME);
            MARKER.text(name, part.value(), RecordLimits.LARGEST_RECORD);
        }
    }

    private static void check(Round round) throws InvalidRecordException {
        ROUND.name("source", round.source());
        ROUND.text("agent", round.agent(), RecordLimits.LONGEST_NAME);
        ROUND.number("round", round.round(), 0);
        ROUND.instant("at", round.at());
        if (round.everyMs() < 0 || round.everyMs() > SampleCheck.LONGEST_PERIOD_MS) {
            throw ROUND.refused("every_ms", "is " + round.everyMs());
        }
        ROUND.list("costs", round.costs());
        for (ViewCost cost : round.costs()) {
            ROUND.text("costs.view", cost.view(), RecordLimits.LONGEST_NAME);
            ROUND.number("costs.rows", cost.rows(), 0);
            ROUND.number("costs.took_us", cost.tookUs(), 0);
        }
        ROUND.instant("tick", round.tick());
    }

    private static void check(MemberLoad load) throws InvalidRecordException {
        LOAD.name("cluster", load.cluster());
        LOAD.name("source", load.source());
        LOAD.instant("start", load.start());
        LOAD.instant("end", load.end());
        LOAD.count("commits", load.commits());
        LOAD.count("sessions", load.sessions());
    }

    private static void check(Window window) throws InvalidRecordException {
        WINDOW.name("source", window.source());
        WINDOW.instant("start", window.start());
        WINDOW.instant("end", window.end());
        WINDOW.subject("incarnation", window.incarnation());
        WINDOW.text("run", window.run());
        WINDOW.text("subject_kind", window.subjectKind(), RecordLimits.LONGEST_NAME);
        WINDOW.subject("subject", window.subject());
        WINDOW.text("grain", window.grain(), RecordLimits.LONGEST_NAME);
        WINDOW.text("view", window.view(), RecordLimits.LONGEST_NAME);
        WINDOW.number("differences", window.differences(), 0);
        WINDOW.number("readings", window.readings(), 0);
        WINDOW.text("reason", window.reason(), RecordLimits.LARGEST_RECORD);
    }

    private static void check(Text text) throws InvalidRecordException {
        TEXT.name("source", text.source());
        TEXT.text("kind", text.kind(), RecordLimits.LONGEST_NAME);
        TEXT.subject("id", text.id());
        TEXT.text("text", text.text(), RecordLimits.LARGEST_RECORD);
        TEXT.instant("at", text.at());
    }

    private static void check(Report report) throws InvalidRecordException {
        REPORT.name("source", report.source());
        REPORT.text("agent", report.agent(), RecordLimits.LONGEST_NAME);
        REPORT.instant("at", report.at());
        REPORT.number("round", report.round(), 0);
        REPORT.list("views", report.views());
        for (ViewReport view : report.views()) {
            REPORT.text("views.view", view.view(), RecordLimits.LONGEST_NAME);
            REPORT.text("views.database", view.database(), RecordLimits.LONGEST_NAME);
            REPORT.text("views.skipped", view.skipped(), RecordLimits.LARGEST_RECORD);
        }
        REPORT.text("reason", report.reason());
        REPORT.instant("condition_since", report.conditionSince());
        REPORT.number("next_within_ms", report.nextWithinMs(), 0);
    }

    private static void check(Watched watched) throws InvalidRecordException {
        WATCHED.name("source", watched.source());
        WATCHED.instant("first_seen", watched.firstSeen());
        WATCHED.instant("sampled_at", watched.sampledAt());
        WATCHED.list("agents", watched.agents());
        for (WatchedAgent agent : watched.agents()) {
            WATCHED.text("agents.agent", agent.agent(), RecordLimits.LONGEST_NAME);
            WATCHED.text("agents.reason", agent.reason());
            WATCHED.instant("agents.first_seen", agent.firstSeen());
            WATCHED.instant("agents.seen", agent.seen());
            WATCHED.number("agents.next_within_ms", agent.nextWithinMs(), 0);
            WATCHED.number("agents.records", agent.records(), 0);
        }
    }

    private static void check(Change change) throws InvalidRecordException {
        CHANGE.name("source", change.source());
        CHANGE.text("database", change.database(), RecordLimits.LONGEST_NAME);
        CHANGE.text("schema", change.schema(), RecordLimits.LONGEST_NAME);
        CHANGE.text("table", change.table(), RecordLimits.LONGEST_NAME);
        CHANGE.instant("committed_at", change.committedAt());
        CHANGE.count("before_bytes", change.beforeBytes());
        CHANGE.count("after_bytes", change.afterBytes());
    }

    private static void check(Judged judged) throws InvalidRecordException {
        JUDGED.name("source", judged.source());
        JUDGED.text("metric", judged.metric(), RecordLimits.LONGEST_NAME);
        JUDGED.subject("subject", judged.subject());
        JUDGED.instant("at", judged.at());
        JUDGED.list("guards", judged.guards());
    }

    private static void check(Undelivered letter) throws InvalidRecordException {
        UNDELIVERED.name("receiver", letter.receiver());
        UNDELIVERED.instant("first_try", letter.firstTry());
        UNDELIVERED.instant("last_try", letter.lastTry());
        UNDELIVERED.text("reason", letter.reason(), RecordLimits.LARGEST_RECORD);
    }

    private static void check(Reject reject) throws InvalidRecordException {
        // of what was rejected nothing need be right, its key neither
        REJECT.text("topic", reject.topic(), RecordLimits.LONGEST_NAME);
        REJECT.number("partition", reject.partition(), 0);
        REJECT.number("offset", reject.offset(), 0);
    }
}

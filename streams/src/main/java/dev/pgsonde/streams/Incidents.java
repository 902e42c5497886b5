package dev.pgsonde.streams;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.streams.alert.AlertBounds;
import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.state.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One source and one onset are one incident. What moves with an open alert is told in that alert and not beside it,
 * unless it is graver; what single statements and tables do waits for some windows to see whether the whole server does it.
 */
final class Incidents {
    /** Onsets are estimates. */
    private static final int SAME_ONSET = 3;

    private static final int WAITS = 5;

    private final OpenAlerts openAlerts;
    private final Findings findings;
    private final Loads loads;
    private final Duration window;

    Incidents(OpenAlerts openAlerts, Findings findings, Loads loads, Duration window) {
        this.openAlerts = openAlerts;
        this.findings = findings;
        this.loads = loads;
        this.window = window;
    }

    void passed(String source, Instant now) {
        openAlerts.passed(source, now);
    }

    void moved(Alert alert) {
        if (loads.isLoad(alert.metric())) {
            loads.classified(alert).ifPresent(openAlerts::open);
        } else if (!alert.subjectKind().equals(Metric.SERVER)
                || sameOnset(alert).isPresent()) {
            findings.await(AlertBounds.bounded(alert));
        } else {
            open(alert);
        }
    }

    void end(String source, String metric, String subject, boolean resolved, Instant at) {
        findings.awaited(source, metric, subject);
        openAlerts.end(source, metric, subject, resolved, at);
    }

    /** Those that have waited long enough are told: in the alert that they belong to, or as one of their own. */
    void settle(Closed closed) {
        Instant limit = closed.end().minus(window.multipliedBy(WAITS));
        for (Alert alert : findings.awaiting(closed.source())) {
            boolean due = !alert.detectedAt().isAfter(limit);
            if (due && findings.awaited(closed.source(), alert.metric(), alert.subject())) {
                sameOnset(alert).ifPresentOrElse(first -> join(first, alert, closed.end()), () -> open(alert));
            }
        }
    }

    private void join(Alert first, Alert alert, Instant at) {
        List<Alert> others = new ArrayList<>(List.of(alert));
        others.addAll(takeWaiting(first));
        openAlerts.join(first, with(first, first.incident(), others), at);
    }

    /** With all that waits and began at the same time; what began with another alert is of its incident. */
    private void open(Alert alert) {
        String incident = findings.open(alert.source()).stream()
                .filter(open -> open.verdict() != VerdictClass.FINDING && isSameOnset(open, alert))
                .min(Comparator.comparing(Alert::onset).thenComparing(Alert::id))
                .map(Alert::incident)
                .orElse(alert.id());
        openAlerts.open(alert.meaning(with(alert, incident, takeWaiting(alert))));
    }

    private List<Alert> takeWaiting(Alert alert) {
        List<Alert> others = findings.awaiting(alert.source()).stream()
                .filter(other -> isSameOnset(alert, other) && alert.severity().compareTo(other.severity()) <= 0)
                .sorted(Comparator.comparing(Alert::metric).thenComparing(Alert::subject))
                .toList();
        others.forEach(other -> findings.awaited(alert.source(), other.metric(), other.subject()));
        return others;
    }

    private static Alert.Meaning with(Alert alert, String incident, List<Alert> others) {
        List<Alert.Related> related = new ArrayList<>(alert.related());
        others.forEach(other -> related.add(Alerts.related(other)));
        Alert.Meaning meaning = alert.meaning();
        return new Alert.Meaning(
                meaning.verdict(),
                incident,
                related,
                meaning.contributions(),
                meaning.rateEffect(),
                meaning.mixEffect());
    }

    /** An open alert that is at least as grave. */
    private Optional<Alert> sameOnset(Alert alert) {
        return findings.open(alert.source()).stream()
                .filter(open -> open.state() == AlertState.FIRING && open.verdict() != VerdictClass.FINDING)
                .filter(open -> isSameOnset(open, alert) && open.severity().compareTo(alert.severity()) <= 0)
                .min(Comparator.comparing(Alert::onset).thenComparing(Alert::id));
    }

    private boolean isSameOnset(Alert one, Alert other) {
        return Duration.between(one.onset(), other.onset()).abs().compareTo(window.multipliedBy(SAME_ONSET)) <= 0;
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Judged;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.cause.Causes;
import dev.pgsonde.streams.detect.Guard;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.detect.Verdict;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.window.Ratios;
import dev.pgsonde.streams.window.Ratios.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a closed window's ratios to the end of their series and tells what that changes. */
final class Judging {
    private final List<Metric> ofServer;
    private final List<Metric> ofMembers;
    /** Of the metrics that are judged. */
    private final Map<String, Limits> limits = new HashMap<>();

    private final Tuning tuning;
    private final Duration window;
    private final Judge judge;
    private final Findings findings;
    private final Incidents incidents;
    private final Explaining explaining;
    private final Severities severities;
    private final Rosters rosters;
    private final Untold untold;

    Judging(
            Judgements judgements,
            Judge judge,
            Findings findings,
            Incidents incidents,
            Explaining explaining,
            Severities severities,
            Untold untold) {
        this.ofServer = judgements.catalog().metrics().stream()
                .filter(Metric::isOfServer)
                .toList();
        this.ofMembers = Rosters.watched(judgements.catalog());
        this.tuning = judgements.tuning();
        this.window = judgements.windows().length();
        this.judge = judge;
        for (Metric metric : judgements.catalog().metrics()) {
            if (metric.judged() != null) {
                limits.put(metric.metric(), Limits.of(metric.judged(), metric.worse(), window));
            }
        }
        this.findings = findings;
        this.incidents = incidents;
        this.explaining = explaining;
        this.severities = severities;
        this.rosters = new Rosters(findings);
        this.untold = untold;
    }

    /** What is only evidence comes first, and members before what they make up: so all is up to date for what is told. */
    void judge(Closed closed) {
        incidents.passed(closed.source(), closed.end());
        List<Marker> markers =
                findings.markers(closed.source(), closed.end().minus(window.multipliedBy(2L * tuning.quarantine())));
        SortedMap<String, @Nullable Point> points = new TreeMap<>();
        for (Metric metric : ofServer) {
            Point point = point(metric, closed);
            points.put(metric.metric(), point);
            if (metric.judged() == null && point != null) {
                show(closed, metric, closed.source(), point);
            }
        }
        for (Metric metric : ofMembers) {
            judgeMembers(closed, metric, markers);
        }
        for (Metric metric : ofServer) {
            Limits limit = limits.get(metric.metric());
            if (limit != null) {
                List<Instant> events = Causes.eventsFor(metric.metric(), markers);
                judge(
                        closed,
                        new Subject(metric, limit, closed.source(), events),
                        points.get(metric.metric()),
                        markers);
            }
        }
        incidents.settle(closed);
    }

    /** One judged series. */
    private record Subject(Metric metric, Limits limits, String name, List<Instant> events) {}

    private static @Nullable Point point(Metric metric, Closed closed) {
        OptionalLong numerator = closed.figures().of(metric.numerator());
        OptionalLong denominator = closed.figures().of(metric.denominator());
        return numerator.isEmpty() || denominator.isEmpty()
                ? null
                : new Point(closed.start(), numerator.getAsLong(), denominator.getAsLong());
    }

    private void show(Closed closed, Metric metric, String subject, Point point) {
        Series series = findings.series(closed.source(), metric.metric(), subject);
        findings.put(closed.source(), metric.metric(), subject, series.plus(point));
    }

    private void judgeMembers(Closed closed, Metric metric, List<Marker> markers) {
        Ratios ratios = closed.figures().of(metric);
        List<Instant> events = Causes.eventsFor(metric.metric(), markers);
        for (String subject : rosters.among(closed, metric, ratios)) {
            Ratio ratio = ratios.ofMoved(subject).orElse(null);
            if (ratio != null && ratio.denominator() > 0) {
                Point point = new Point(closed.start(), ratio.numerator(), ratio.denominator());
                Limits limit = limits.get(metric.metric());
                if (limit == null) {
                    show(closed, metric, subject, point);
                } else {
                    judge(closed, new Subject(metric, limit, subject, events), point, markers);
                }
            }
        }
    }

    private void judge(Closed closed, Subject subject, @Nullable Point point, List<Marker> markers) {
        String source = closed.source();
        Metric metric = subject.metric();
        Series series = findings.series(source, metric.metric(), subject.name());
        if (point == null && series.points().isEmpty()) {
            return;
        }
        Judge.Judged judged = judge.judge(series, point, subject.limits(), subject.events());
        findings.put(source, metric.metric(), subject.name(), judged.series());
        if (judged.verdict() instanceof Verdict.Moved moved) {
            held(closed, subject, moved.shift().guards());
            Alert alert = explaining.alert(closed, metric, subject.name(), judged.series(), moved.shift(), markers);
            incidents.moved(severities.rated(closed, alert));
        } else if (judged.verdict() instanceof Verdict.Quiet quiet) {
            held(closed, subject, quiet.guards());
        } else if (!(judged.verdict() instanceof Verdict.Escalated)) {
            boolean resolved = judged.verdict() instanceof Verdict.Resolved;
            incidents.end(source, metric.metric(), subject.name(), resolved, closed.end());
        }
    }

    private void held(Closed closed, Subject subject, List<Guard> guards) {
        untold.judged(new Judged(
                closed.source(),
                subject.metric().metric(),
                subject.metric().subject(),
                subject.name(),
                closed.end(),
                Alerts.told(guards)));
    }
}

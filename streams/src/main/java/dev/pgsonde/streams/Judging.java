package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Metric.Judgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.cause.BeforeImages;
import dev.pgsonde.streams.cause.Causes;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Shift;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.detect.Verdict;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.window.Totals;
import dev.pgsonde.streams.window.Tumbling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Puts a closed window's ratios to the end of their series and tells what that changes. */
final class Judging {
    private static final String BEFORE_IMAGES = "before_image_share";

    private final List<Metric> metrics;
    private final Tuning tuning;
    private final Duration window;
    private final Judge judge;
    private final Findings findings;
    private final Outlet outlet;

    Judging(Catalog catalog, Tuning tuning, Tumbling windows, Findings findings, Outlet outlet) {
        this.metrics = catalog.metrics().stream()
                .filter(metric -> metric.subject().equals("server"))
                .toList();
        this.tuning = tuning;
        this.window = windows.length();
        this.judge = new Judge(tuning, window);
        this.findings = findings;
        this.outlet = outlet;
    }

    /** All series are brought up to date before the first is judged: one is another's evidence. */
    void judge(String source, SourceState state, Instant start, Instant end, Totals totals) {
        List<Marker> markers = findings.markers(source, end.minus(window.multipliedBy(2L * tuning.quarantine())));
        List<Metric> known = metrics.stream()
                .filter(metric -> extend(source, metric, start, totals))
                .toList();
        for (Metric metric : known) {
            Judgement judgement = metric.judged();
            if (judgement != null) {
                judge(source, state, end, metric, judgement, markers);
            }
        }
    }

    private boolean extend(String source, Metric metric, Instant start, Totals totals) {
        OptionalLong numerator = totals.of(metric.numerator());
        OptionalLong denominator = totals.of(metric.denominator());
        if (numerator.isEmpty() || denominator.isEmpty()) {
            return false;
        }
        Point point = new Point(start, numerator.getAsLong(), denominator.getAsLong());
        long least = metric.judged() == null ? 1 : metric.judged().leastDenominator();
        Series series = findings.series(source, metric.metric(), source).plus(point, least, tuning.history());
        findings.put(source, metric.metric(), source, series);
        return true;
    }

    private void judge(
            String source, SourceState state, Instant end, Metric metric, Judgement judgement, List<Marker> markers) {
        Series series = findings.series(source, metric.metric(), source);
        Verdict verdict = judge.verdict(series, judgement, Causes.eventsFor(metric.metric(), markers));
        if (verdict instanceof Verdict.Risen risen) {
            Alert alert = alert(source, state, end, metric, series, risen.shift(), markers);
            findings.open(alert);
            findings.put(source, metric.metric(), source, series.latched(risen.shift()));
            outlet.alert(alert);
        } else if (!(verdict instanceof Verdict.Quiet)) {
            boolean resolved = verdict instanceof Verdict.Resolved;
            findings.put(source, metric.metric(), source, resolved ? series.resolved() : series.accepted());
            Alert open = findings.close(source, metric.metric(), source);
            if (open != null) {
                outlet.alert(Alerts.resolved(open, end));
            }
        }
    }

    private Alert alert(
            String source,
            SourceState state,
            Instant end,
            Metric metric,
            Series series,
            Shift shift,
            List<Marker> markers) {
        Instant onset = series.points().get(shift.onset()).start();
        BeforeImages images = BeforeImages.around(
                onset, findings.series(source, BEFORE_IMAGES, source).points());
        return Alerts.firing(
                new Alerts.Place(source, state.incarnation(), state.run(), "server", source),
                metric,
                series,
                shift,
                end,
                window,
                Causes.rank(metric.metric(), onset, window, markers, images));
    }
}

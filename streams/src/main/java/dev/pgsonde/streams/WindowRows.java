package dev.pgsonde.streams;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the records of one view in one window. */
final class WindowRows {
    private static final String SERVER = "server";
    private static final String STATEMENTS = "statements";

    private final Frame frame;
    private final ViewWindow known;
    private final @Nullable ViewWindow estimate;
    private final ViewSums view;
    /** How many columns the estimate has. */
    private final int estimated;

    private final RecordNumbers sums;
    private final RecordNumbers largest;

    /** What all records of the view have, and where they go. */
    record Frame(
            String grain, Instant end, @Nullable String run, Function<List<String>, String> kinds, NameLists lists) {}

    WindowRows(Frame frame, ViewWindow known, @Nullable ViewWindow estimate) {
        this.frame = frame;
        this.known = known;
        this.estimate = estimate;
        this.view = known.sums();
        List<String> ofEstimate = estimate == null ? List.of() : estimate.sums().counters();
        this.estimated = ofEstimate.size();
        this.sums = new RecordNumbers(
                Stream.of(view.counters(), ofEstimate, view.gauges())
                        .flatMap(List::stream)
                        .toList(),
                frame.lists());
        this.largest = new RecordNumbers(view.gauges(), frame.lists());
    }

    /** Of a view that is asked seldom: that it was. */
    void publishLooks(Consumer<Window> outlet) {
        if (view.looks() > 0 && view.whyLacking() == null) {
            outlet.accept(ofView(null));
        }
    }

    /** {@code still} takes what stood still and is there all the same. */
    void publish(Consumer<Window> moved, Consumer<Window> still) {
        String missing = view.whyLacking();
        if (missing != null) {
            moved.accept(ofView(missing));
        }
        known.rows().forEach((subject, row) -> {
            boolean isMoved = view.subjectKind().equals(SERVER) || isWorthARecord(row);
            publish(subject, row, isMoved ? moved : still);
        });
    }

    private Window ofView(@Nullable String reason) {
        String name = known.database().isEmpty() ? known.view() : known.database() + "." + known.view();
        return Window.ofView(
                frame.grain(),
                known.source(),
                known.start(),
                frame.end(),
                view.incarnation(),
                frame.run(),
                known.view(),
                name,
                view.coveredMs(),
                view.samples(),
                view.looks(),
                reason);
    }

    /** What stood still is known from what is known of the view, and takes no room. */
    private static boolean isWorthARecord(RowSums row) {
        if (row.reason() != null) {
            return true;
        }
        for (int n = 0; n < row.totals().size(); n++) {
            if (row.totals().known()[n] && row.totals().numbers()[n] != 0) {
                return true;
            }
        }
        Readings readings = row.readings();
        for (int n = 0; readings != null && n < readings.counts().length; n++) {
            if (readings.counts()[n] > 0 && readings.moved(n)) {
                return true;
            }
        }
        return false;
    }

    private void publish(String subject, RowSums row, Consumer<Window> outlet) {
        Values totals = row.totals();
        for (int n = 0; n < totals.size(); n++) {
            if (totals.known()[n]) {
                sums.add(n, totals.numbers()[n]);
            }
        }
        addEstimate(subject);
        Readings readings = row.readings();
        int gauges = view.counters().size() + estimated;
        for (int n = 0; readings != null && n < view.gauges().size(); n++) {
            if (readings.counts()[n] > 0) {
                sums.add(gauges + n, readings.sums()[n]);
                largest.add(n, readings.largest()[n]);
            }
        }
        boolean hasNumbers = !view.counters().isEmpty() || !view.gauges().isEmpty();
        if (!sums.isEmpty() || row.reason() != null || !hasNumbers) {
            outlet.accept(record(subject, row));
        }
    }

    private void addEstimate(String subject) {
        RowSums row = estimate == null ? null : estimate.rows().get(subject);
        if (row != null) {
            for (int n = 0; n < row.totals().size(); n++) {
                sums.add(view.counters().size() + n, row.totals().numbers()[n]);
            }
        }
    }

    private Window record(String subject, RowSums row) {
        NamedNumbers numbers = sums.take();
        boolean partly = row.reason() != null;
        return new Window(
                frame.grain(),
                known.source(),
                known.start(),
                frame.end(),
                view.incarnation(),
                frame.run(),
                known.view(),
                view.subjectKind(),
                subject.isEmpty() ? known.source() : subject,
                labels(subject),
                partly ? row.coveredMs() : view.coveredMs(),
                partly ? row.samples() : view.samples(),
                view.looks(),
                view.spread(),
                partly ? row.reason() : view.whyUnknown(),
                numbers.list().fingerprint(),
                numbers,
                largest.take());
    }

    private Map<String, String> labels(String subject) {
        Map<String, String> labels = Subject.labels(subject, view.labels());
        if (known.view().equals(STATEMENTS)) {
            labels.put(View.KIND, frame.kinds().apply(List.copyOf(labels.values())));
        }
        return labels;
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.NameList;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.delta.Fractions;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the records of one view in one window. */
final class WindowRows {
    private static final String SERVER = "server";
    private static final String STATEMENTS = "statements";

    private final Frame frame;
    private final ViewWindow known;
    private final @Nullable ViewWindow estimate;
    private final ViewSums view;
    private final Column[] counters;
    private final Column[] gauges;
    private final Column[] estimated;

    /** What all records of the view have, and where they go. */
    record Frame(
            String grain, Instant end, @Nullable String run, Function<List<String>, String> kinds, NameLists lists) {}

    /** A column as it is published. */
    private record Column(String name, boolean isFraction) {}

    WindowRows(Frame frame, ViewWindow known, @Nullable ViewWindow estimate) {
        this.frame = frame;
        this.known = known;
        this.estimate = estimate;
        this.view = known.sums();
        this.counters = columns(view.counters());
        this.gauges = columns(view.gauges());
        this.estimated =
                estimate == null ? new Column[0] : columns(estimate.sums().counters());
    }

    private static Column[] columns(List<String> names) {
        return names.stream()
                .map(name -> new Column(Fractions.name(name), Fractions.areMillionths(name)))
                .toArray(Column[]::new);
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
        Columns sums = new Columns();
        for (int n = 0; n < counters.length; n++) {
            if (row.totals().known()[n]) {
                sums.add(counters[n], row.totals().numbers()[n]);
            }
        }
        addEstimate(subject, sums);
        Columns largest = new Columns();
        Readings readings = row.readings();
        for (int n = 0; readings != null && n < gauges.length; n++) {
            if (readings.counts()[n] > 0) {
                sums.add(gauges[n], readings.sums()[n]);
                largest.add(gauges[n], readings.largest()[n]);
            }
        }
        boolean hasNumbers = !view.counters().isEmpty() || !view.gauges().isEmpty();
        if (!sums.names.isEmpty() || row.reason() != null || !hasNumbers) {
            outlet.accept(record(subject, row, sums, largest));
        }
    }

    private void addEstimate(String subject, Columns sums) {
        RowSums row = estimate == null ? null : estimate.rows().get(subject);
        if (estimate != null && row != null) {
            for (int n = 0; n < row.totals().size(); n++) {
                sums.add(estimated[n], row.totals().numbers()[n]);
            }
        }
    }

    private Window record(String subject, RowSums row, Columns sums, Columns largest) {
        NameList names = frame.lists().of(sums.names);
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
                names.fingerprint(),
                NamedNumbers.of(names, sums.values(), sums.fractions),
                NamedNumbers.of(frame.lists().of(largest.names), largest.values(), largest.fractions));
    }

    private Map<String, String> labels(String subject) {
        Map<String, String> labels = Subject.labels(subject, view.labels());
        if (known.view().equals(STATEMENTS)) {
            labels.put(View.KIND, frame.kinds().apply(List.copyOf(labels.values())));
        }
        return labels;
    }

    /** Columns of one record, as they are added. */
    private static final class Columns {
        private final List<String> names = new ArrayList<>();
        private final BitSet fractions = new BitSet();
        private long[] numbers = new long[16];

        void add(Column column, long number) {
            if (names.size() == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * numbers.length);
            }
            if (column.isFraction()) {
                fractions.set(names.size());
                numbers[names.size()] = Double.doubleToRawLongBits(Fractions.of(number));
            } else {
                numbers[names.size()] = number;
            }
            names.add(column.name());
        }

        long[] values() {
            return Arrays.copyOf(numbers, names.size());
        }
    }
}

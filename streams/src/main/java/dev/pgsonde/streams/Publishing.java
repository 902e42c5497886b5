package dev.pgsonde.streams;

import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Scale;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what is known of a window that takes no more, and adds it to the coarser window that it is a part of. */
final class Publishing {
    private static final String SERVER = "server";
    private static final String VIEW = "view";

    private final Tumbling windows;
    private final Sums sums;
    private final Outlet outlet;

    Publishing(Tumbling windows, Sums sums, Outlet outlet) {
        this.windows = windows;
        this.sums = sums;
        this.outlet = outlet;
    }

    /**
     * Tells of one view in some windows, and adds each to the next coarser one; where that is closed too, what they come to
     * together in it is told alone.
     */
    void publish(Scale scale, SourceState state, List<ViewWindow> known) {
        List<ViewWindow> whole = known.stream().map(ViewWindow::complete).toList();
        whole.forEach(window -> tell(scale, state, window));
        scale.coarser().ifPresent(coarser -> passOn(scale, coarser, state, whole));
    }

    private void passOn(Scale scale, Scale coarser, SourceState state, List<ViewWindow> whole) {
        Tumbling lengths = coarser.of(windows);
        SortedMap<Instant, ViewWindow> late = new TreeMap<>();
        for (ViewWindow window : whole) {
            Instant start = lengths.startOf(scale.of(windows).endOf(window.start()));
            ViewWindow part = window.in(start);
            if (start.isBefore(lengths.edgeUpTo(state.firstOpen()))) {
                late.merge(start, part, ViewWindow::and);
            } else {
                add(coarser, state, part);
            }
        }
        if (!late.isEmpty()) {
            publish(coarser, state, List.copyOf(late.values()));
        }
    }

    /** Nothing was seen of it for so long that no window of that time is told: one record says so for all of them. */
    void gap(Window told) {
        for (Scale scale : Scale.values()) {
            outlet.window(scale, told);
        }
    }

    private void add(Scale scale, SourceState state, ViewWindow part) {
        Sums.Cell cell = sums.cell(scale, part.source(), part.start(), part.view(), part.database());
        ViewSums before = cell.view();
        if (before != null && !before.mayGoOnWith(part.sums())) {
            publish(scale, state, List.of(cell.take()));
            before = null;
        }
        int looks = before == null ? 0 : before.looks();
        cell.put(before == null ? part.sums() : before.and(part.sums()));
        part.rows().forEach((subject, row) -> {
            RowSums so = cell.row(subject);
            RowSums known = so == null ? RowSums.empty(row.totals().size()) : so;
            cell.put(subject, ViewWindow.after(known, looks, row));
        });
        cell.keep();
    }

    private void tell(Scale scale, SourceState state, ViewWindow known) {
        Teller teller = new Teller(scale, state, known);
        teller.view();
        known.rows().forEach((subject, row) -> {
            for (int n = 0; n < known.sums().counters().size(); n++) {
                teller.counter(subject, row, n);
            }
            Readings readings = row.readings();
            if (readings != null) {
                teller.gauges(subject, readings);
            }
        });
    }

    /** Makes the records of one view in one window. */
    private final class Teller {
        private final Scale scale;
        private final SourceState state;
        private final ViewWindow known;
        private final ViewSums view;
        private final @Nullable String unknown;
        private final Instant end;

        Teller(Scale scale, SourceState state, ViewWindow known) {
            this.scale = scale;
            this.state = state;
            this.known = known;
            this.view = known.sums();
            this.unknown = view.whyUnknown();
            this.end = scale.of(windows).endOf(known.start());
        }

        void view() {
            String lack = view.whyLacking();
            if (lack != null) {
                String name = known.database().isEmpty() ? known.view() : known.database() + "." + known.view();
                outlet.window(scale, record(VIEW, name, known.view(), null, view.coveredMs(), view.samples(), lack));
            }
        }

        /** What stood still is known from the view's coverage and takes no room; but a server that stood still is told. */
        void counter(String subject, RowSums row, int n) {
            boolean measured = row.totals().known()[n];
            long total = row.totals().numbers()[n];
            boolean still = measured && total == 0 && !view.subjectKind().equals(SERVER);
            if (row.reason() == null && (still || !measured)) {
                return;
            }
            outlet.window(
                    scale,
                    record(
                            view.subjectKind(),
                            name(subject),
                            view.counters().get(n),
                            measured ? Long.valueOf(total) : null,
                            row.reason() != null ? row.coveredMs() : view.coveredMs(),
                            row.samples(),
                            row.reason() != null ? row.reason() : unknown));
        }

        void gauges(String subject, Readings readings) {
            for (int n = 0; n < view.gauges().size(); n++) {
                boolean told = view.subjectKind().equals(SERVER) || scale == Scale.LONG || readings.moved(n);
                if (told && readings.counts()[n] > 0) {
                    outlet.window(scale, reading(name(subject), readings, n));
                }
            }
        }

        private Window reading(String subject, Readings readings, int n) {
            return new Window(
                    known.source(),
                    known.start(),
                    end,
                    view.incarnation(),
                    state.run(),
                    view.subjectKind(),
                    subject,
                    view.gauges().get(n),
                    readings.sums()[n],
                    view.coveredMs(),
                    readings.counts()[n],
                    unknown,
                    false,
                    readings.last().known()[n] ? Long.valueOf(readings.last().numbers()[n]) : null);
        }

        private String name(String subject) {
            return subject.isEmpty() ? known.source() : subject;
        }

        private Window record(
                String subjectKind,
                String subject,
                String metric,
                @Nullable Long total,
                long coveredMs,
                int samples,
                @Nullable String reason) {
            return new Window(
                    known.source(),
                    known.start(),
                    end,
                    view.incarnation(),
                    state.run(),
                    subjectKind,
                    subject,
                    metric,
                    total,
                    coveredMs,
                    samples,
                    reason,
                    view.spread(),
                    null);
        }
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.streams.delta.Layout;
import dev.pgsonde.streams.delta.Reason;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Tumbling.Share;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one sample adds to the windows of a view: to those that are open in their cells, of those that are closed it is told at once. */
final class Entries {
    private final Watched watched;
    private final SourceState state;
    private final Sums sums;
    private final Publishing publishing;
    private final List<String> labels;
    private final List<String> counters;
    private final List<String> gauges;
    private final SortedMap<Instant, Sheet> sheets = new TreeMap<>();

    Entries(Watched watched, @Nullable Layout layout, SourceState state, Sums sums, Publishing publishing) {
        this.watched = watched;
        this.state = state;
        this.sums = sums;
        this.publishing = publishing;
        this.labels = layout == null ? List.of() : layout.labels();
        this.counters = layout == null ? List.of() : metrics(watched, layout.counters());
        this.gauges = layout == null ? List.of() : metrics(watched, layout.gauges());
    }

    private static List<String> metrics(Watched watched, List<String> columns) {
        return columns.stream().map(column -> watched.view() + "." + column).toList();
    }

    /** What is known of the sample's view in one window; of an open one, in its cell. */
    private static final class Sheet {
        private final Sums.@Nullable Cell cell;
        private final Map<String, RowSums> late = new LinkedHashMap<>();
        private ViewSums view;

        Sheet(Sums.@Nullable Cell cell, ViewSums view) {
            this.cell = cell;
            this.view = view;
        }

        void change(String subject, int size, UnaryOperator<RowSums> change) {
            Map<String, RowSums> rows = cell == null ? late : cell.toChange(subject);
            rows.compute(subject, (any, row) -> change.apply(row == null ? RowSums.empty(size) : row));
        }
    }

    void add(Share share) {
        Sheet sheet = sheet(share.start());
        sheet.view = sheet.view.plus(share);
    }

    void looked(Instant start) {
        Sheet sheet = sheet(start);
        sheet.view = sheet.view.looked();
    }

    void unknown(Instant start, String why) {
        Sheet sheet = sheet(start);
        sheet.view = sheet.view.without(why);
    }

    void losing(Instant start, String why) {
        Sheet sheet = sheet(start);
        sheet.view = sheet.view.losing(why);
    }

    void notRead(Instant start, String why) {
        Sheet sheet = sheet(start);
        sheet.view = sheet.view.notRead(why);
    }

    void add(String subject, Values change, Share share) {
        Sheet sheet = sheet(share.start());
        sheet.change(subject, counters.size(), row -> row.plus(change, share));
    }

    void unknown(String subject, Instant start, String why) {
        Sheet sheet = sheet(start);
        sheet.change(subject, counters.size(), row -> row.without(why));
    }

    /** The row reads {@code now} at the look that is not yet counted, and has read {@code before} until then. */
    void reading(String subject, Instant start, Values before, Values now) {
        Sheet sheet = sheet(start);
        sheet.change(subject, counters.size(), row -> {
            Readings readings = row.readings() == null ? Readings.of(before) : row.readings();
            return row.reading(readings.then(sheet.view.looks(), now));
        });
    }

    /** Nothing more is to be added. */
    void settle() {
        List<ViewWindow> late = new ArrayList<>();
        sheets.forEach((start, sheet) -> {
            if (sheet.cell == null) {
                late.add(window(start, sheet.view, sheet.late));
            } else {
                sheet.cell.put(sheet.view);
                sheet.cell.keep();
            }
        });
        late.forEach(window -> publishing.publishPart(state, window, sums.imageSize(watched.source())));
    }

    private ViewWindow window(Instant start, ViewSums view, Map<String, RowSums> rows) {
        return new ViewWindow(watched.source(), start, watched.view(), watched.database(), view, rows);
    }

    private Sheet sheet(Instant start) {
        Sheet known = sheets.get(start);
        if (known == null) {
            known = begin(start);
            sheets.put(start, known);
        }
        return known;
    }

    private Sheet begin(Instant start) {
        ViewSums none = ViewSums.empty(watched.subjectKind(), watched.incarnation(), labels, counters, gauges);
        if (start.isBefore(state.firstOpen())) {
            return new Sheet(null, none);
        }
        Sums.Cell cell = sums.cell(watched.source(), start, watched.view(), watched.database());
        ViewSums known = cell.view();
        if (known == null || none.holdsNothing() || known.holdsLike(none)) {
            return new Sheet(cell, known == null ? none : known);
        }
        if (known.holdsNothing()) {
            return new Sheet(cell, known.holding(labels, counters, gauges));
        }
        publishing.publishPart(state, cell.take(), sums.imageSize(watched.source()));
        return new Sheet(cell, none.without(Reason.COLUMNS_CHANGED.text()));
    }
}

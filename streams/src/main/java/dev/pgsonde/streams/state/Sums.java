package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Tumbling.Share;
import dev.pgsonde.streams.window.ViewSums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What adds up in the windows that are still open, and how far each source has come. */
public final class Sums {
    public static final String STORE = "sums";

    private final Table<SourceState> sources;
    private final Table<ViewSums> views;
    private final Table<RowSums> rows;

    public Sums(KeyValueStore<Bytes, byte[]> store) {
        sources = new Table<>(store, 's', Packing.SOURCE);
        views = new Table<>(store, 'v', Packing.VIEW_SUMS);
        rows = new Table<>(store, 'r', Packing.ROW_SUMS);
    }

    /** One view in one closed window, and its rows by subject. */
    public record ClosedView(
            Instant start, String view, String database, ViewSums sums, List<KeyValue<String, RowSums>> rows) {}

    public SourceState source(String source) {
        SourceState state = sources.get(sources.key(source));
        return state == null ? SourceState.NEW : state;
    }

    public void put(String source, SourceState state) {
        sources.put(sources.key(source), state);
    }

    public void addView(Sample sample, Look look, Share share) {
        views.put(
                viewKey(sample, share.start()),
                view(sample, look, share.start()).plus(share));
    }

    public void addRow(Sample sample, String subject, Values change, Share share) {
        Bytes key = rowKey(sample, share.start(), subject);
        rows.put(key, row(key, change.numbers().length).plus(change, share));
    }

    /** The view as a whole is unknown in a part of the window. */
    public void addUnknown(Sample sample, @Nullable Look look, Instant start, String why) {
        ViewSums known = look == null ? views.get(viewKey(sample, start)) : view(sample, look, start);
        ViewSums sums = known == null ? empty(sample, List.of()) : known;
        views.put(viewKey(sample, start), sums.without(why));
    }

    public void addUnknownRow(Sample sample, Look look, String subject, Instant start, String why) {
        views.put(viewKey(sample, start), view(sample, look, start));
        Bytes key = rowKey(sample, start, subject);
        rows.put(key, row(key, metrics(sample, look).size()).without(why));
    }

    /** Takes out the oldest window that ends at {@code limit} at the latest, view by view; nothing when there is none. */
    public List<ClosedView> takeOldest(String source, Instant limit) {
        List<KeyValue<Bytes, ViewSums>> oldest = new ArrayList<>();
        try (Table.Entries<ViewSums> entries = views.below(views.key(source))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, ViewSums> entry = entries.next();
                boolean sameWindow = oldest.isEmpty() || start(entry.key).equals(start(oldest.get(0).key));
                if (!sameWindow || start(entry.key).isAfter(limit)) {
                    break;
                }
                oldest.add(entry);
            }
        }
        return oldest.stream().map(entry -> take(entry.key, entry.value)).toList();
    }

    private ClosedView take(Bytes viewKey, ViewSums sums) {
        List<String> parts = Table.parts(viewKey);
        List<KeyValue<Bytes, RowSums>> taken = new ArrayList<>();
        try (Table.Entries<RowSums> entries = rows.below(rows.key(parts.toArray(String[]::new)))) {
            while (entries.hasNext()) {
                taken.add(entries.next());
            }
        }
        views.delete(viewKey);
        taken.forEach(entry -> rows.delete(entry.key));
        return new ClosedView(
                start(viewKey),
                parts.get(2),
                parts.get(3),
                sums,
                taken.stream()
                        .map(entry -> KeyValue.pair(Table.parts(entry.key).get(4), entry.value))
                        .toList());
    }

    private static Instant start(Bytes key) {
        return Instant.ofEpochMilli(Long.parseLong(Table.parts(key).get(1), 16));
    }

    /** When a view changes its columns in mid-window, what it had added up cannot be gone on with. */
    private ViewSums view(Sample sample, Look look, Instant start) {
        List<String> metrics = metrics(sample, look);
        ViewSums sums = views.get(viewKey(sample, start));
        if (sums == null || sums.metrics().isEmpty()) {
            ViewSums empty = empty(sample, metrics);
            return sums == null || sums.reason() == null ? empty : empty.without(sums.reason());
        }
        if (!sums.metrics().equals(metrics)) {
            take(viewKey(sample, start), sums);
            return empty(sample, metrics).without("columns_changed");
        }
        return sums;
    }

    private RowSums row(Bytes key, int metrics) {
        RowSums sums = rows.get(key);
        return sums == null ? RowSums.empty(metrics) : sums;
    }

    private static ViewSums empty(Sample sample, List<String> metrics) {
        return ViewSums.empty(sample.subjectKind(), sample.incarnation().id(), metrics);
    }

    private static List<String> metrics(Sample sample, Look look) {
        return Stream.concat(look.layout().counters().stream(), look.layout().gauges().stream())
                .map(column -> sample.view() + "." + column)
                .toList();
    }

    private Bytes viewKey(Sample sample, Instant start) {
        return views.key(sample.source(), Table.sortable(start.toEpochMilli()), sample.view(), sample.database());
    }

    private Bytes rowKey(Sample sample, Instant start, String subject) {
        return rows.key(
                sample.source(), Table.sortable(start.toEpochMilli()), sample.view(), sample.database(), subject);
    }
}

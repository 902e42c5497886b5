package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.streams.detect.Series;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** What verdicts are made of: each series' recent windows, what has happened lately, the alerts that are open. */
public final class Findings {
    public static final String STORE = "findings";

    /** Characters of markers of one source: some hundred thousand, each read whenever a window closes. */
    private static final long LARGEST_PAST = 64 << 20;

    private static final int OF_MARKER = 400;

    private final Table<Series> series;
    private final Table<Marker> markers;
    private final Table<Alert> alerts;
    private final Table<LevelsBefore> befores;
    private final Table<Silence> silences;
    private final Table<List<String>> failed;
    private final Table<Alert> waiting;
    private final Table<List<String>> rosters;
    private final Table<Ruled> ruled;

    public Findings(RecordStore store) {
        series = new Table<>(store, 's', SeriesPacking.SERIES);
        markers = new Table<>(store, 'm', Packing.MARKER);
        alerts = new Table<>(store, 'a', AlertPacking.ALERT);
        befores = new Table<>(store, 'b', LevelsBefore.PACKING);
        silences = new Table<>(store, 'q', AlertPacking.SILENCE);
        failed = new Table<>(store, 'j', AlertPacking.NAMES);
        waiting = new Table<>(store, 'w', AlertPacking.ALERT);
        rosters = new Table<>(store, 'o', AlertPacking.NAMES);
        ruled = new Table<>(store, 'u', RuledPacking.RULED);
    }

    public Series series(String source, String metric, String subject) {
        Series known = series.get(series.key(source, metric, subject));
        return known == null ? Series.EMPTY : known;
    }

    public void put(String source, String metric, String subject, Series next) {
        series.put(series.key(source, metric, subject), next);
    }

    /** The series of a subject that does not move any more. */
    public void forget(String source, String metric, String subject) {
        series.delete(series.key(source, metric, subject));
    }

    /** The subjects of a metric that have a series. */
    public List<String> roster(String source, String metric) {
        List<String> names = rosters.get(rosters.key(source, metric));
        return names == null ? List.of() : names;
    }

    public void putRoster(String source, String metric, List<String> subjects) {
        rosters.put(rosters.key(source, metric), subjects);
    }

    /** To be told some windows later, if nothing that it belongs to is told first. */
    public void await(Alert alert) {
        waiting.put(waiting.key(alert.source(), alert.metric(), alert.subject()), alert);
    }

    public List<Alert> awaiting(String source) {
        return all(waiting, source);
    }

    /** Waits no more; whether it did. */
    public boolean awaited(String source, String metric, String subject) {
        Bytes key = waiting.key(source, metric, subject);
        boolean waited = waiting.get(key) != null;
        waiting.delete(key);
        return waited;
    }

    /** For which subjects the conditions of a rule are met, and since when. */
    public List<Ruled> ruled(String source, String rule) {
        List<Ruled> found = new ArrayList<>();
        try (Table.Entries<Ruled> entries = ruled.below(ruled.key(source, rule))) {
            while (entries.hasNext()) {
                found.add(entries.next().value);
            }
        }
        return found;
    }

    public void put(String source, String rule, Ruled state) {
        ruled.put(ruled.key(source, rule, state.subject()), state);
    }

    public void remove(String source, String rule, String subject) {
        ruled.delete(ruled.key(source, rule, subject));
        forget(source, rule, subject);
    }

    public void add(Marker marker) {
        String at = Table.sortable(marker.at());
        markers.put(markers.key(marker.source(), at, marker.kind(), marker.subject()), marker);
    }

    /** What has happened lately, oldest first; what is older than {@code since} is forgotten, and of far too much the oldest. */
    public List<Marker> markers(String source, Instant since) {
        Deque<KeyValue<Bytes, Marker>> recent = new ArrayDeque<>();
        long size = 0;
        List<Bytes> old = new ArrayList<>();
        try (Table.Entries<Marker> entries = markers.below(markers.key(source))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, Marker> entry = entries.next();
                if (entry.value.at().isBefore(since)) {
                    old.add(entry.key);
                    continue;
                }
                recent.add(entry);
                size += size(entry.value);
                while (size > LARGEST_PAST) {
                    KeyValue<Bytes, Marker> oldest = recent.removeFirst();
                    size -= size(oldest.value);
                    old.add(oldest.key);
                }
            }
        }
        old.forEach(markers::delete);
        return recent.stream().map(entry -> entry.value).toList();
    }

    private static long size(Marker marker) {
        return OF_MARKER + length(marker.before()) + length(marker.after()) + length(marker.detail());
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    public void open(Alert alert) {
        alerts.put(alertKey(alert.source(), alert.metric(), alert.subject()), alert);
    }

    public @Nullable Alert alert(String source, String metric, String subject) {
        return alerts.get(alertKey(source, metric, subject));
    }

    /** The open alert of a series, which is open no more. */
    public @Nullable Alert close(String source, String metric, String subject) {
        Bytes key = alertKey(source, metric, subject);
        Alert open = alerts.get(key);
        alerts.delete(key);
        befores.delete(befores.key(source, metric, subject));
        return open;
    }

    /** Where metrics stood before an open alert; null when that was not kept. */
    public @Nullable LevelsBefore levelsBefore(Alert alert) {
        return befores.get(befores.key(alert.source(), alert.metric(), alert.subject()));
    }

    public void put(Alert alert, LevelsBefore before) {
        befores.put(befores.key(alert.source(), alert.metric(), alert.subject()), before);
    }

    public List<Alert> open(String source) {
        return all(alerts, source);
    }

    public List<Silence> silences(String source) {
        return all(silences, source);
    }

    public void add(Silence silence) {
        silences.put(silences.key(silence.source(), silence.id()), silence);
    }

    /** Whether there was one of that name. */
    public boolean endSilence(String source, String id) {
        Bytes key = silences.key(source, id);
        boolean known = silences.get(key) != null;
        silences.delete(key);
        return known;
    }

    /** The guards that held a series back when it was last judged; none while it was not. */
    public List<String> failed(String source, String metric, String subject) {
        List<String> names = failed.get(failed.key(source, metric, subject));
        return names == null ? List.of() : names;
    }

    public void putFailed(String source, String metric, String subject, List<String> names) {
        failed.put(failed.key(source, metric, subject), names);
    }

    private static <T> List<T> all(Table<T> table, String source) {
        List<T> found = new ArrayList<>();
        try (Table.Entries<T> entries = table.below(table.key(source))) {
            while (entries.hasNext()) {
                found.add(entries.next().value);
            }
        }
        return found;
    }

    private Bytes alertKey(String source, String metric, String subject) {
        return alerts.key(source, metric, subject);
    }
}

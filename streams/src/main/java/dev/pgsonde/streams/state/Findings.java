package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.detect.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What verdicts are made of: each series' recent windows, what has happened lately, the alerts that are open. */
public final class Findings {
    public static final String STORE = "findings";

    private final Table<Series> series;
    private final Table<Marker> markers;
    private final Table<Alert> alerts;

    public Findings(KeyValueStore<Bytes, byte[]> store) {
        series = new Table<>(store, 's', Packing.SERIES);
        markers = new Table<>(store, 'm', Packing.MARKER);
        alerts = new Table<>(store, 'a', AlertPacking.ALERT);
    }

    public Series series(String source, String metric, String subject) {
        Series known = series.get(series.key(source, metric, subject));
        return known == null ? Series.EMPTY : known;
    }

    public void put(String source, String metric, String subject, Series next) {
        series.put(series.key(source, metric, subject), next);
    }

    public void add(Marker marker) {
        String at = Table.sortable(marker.at().toEpochMilli());
        markers.put(markers.key(marker.source(), at, marker.kind(), marker.subject()), marker);
    }

    /** What has happened lately, oldest first; what is older than {@code since} is forgotten. */
    public List<Marker> markers(String source, Instant since) {
        List<Marker> recent = new ArrayList<>();
        List<Bytes> old = new ArrayList<>();
        try (Table.Entries<Marker> entries = markers.below(markers.key(source))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, Marker> entry = entries.next();
                if (entry.value.at().isBefore(since)) {
                    old.add(entry.key);
                } else {
                    recent.add(entry.value);
                }
            }
        }
        old.forEach(markers::delete);
        return recent;
    }

    public void open(Alert alert) {
        alerts.put(alertKey(alert.source(), alert.metric(), alert.subject()), alert);
    }

    /** The open alert of a series, which is open no more. */
    public @Nullable Alert close(String source, String metric, String subject) {
        Bytes key = alertKey(source, metric, subject);
        Alert open = alerts.get(key);
        alerts.delete(key);
        return open;
    }

    private Bytes alertKey(String source, String metric, String subject) {
        return alerts.key(source, metric, subject);
    }
}

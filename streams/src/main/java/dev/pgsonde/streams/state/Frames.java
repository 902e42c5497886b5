package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** What was last seen of each view, and of each of its rows. */
public final class Frames {
    public static final String STORE = "frames";

    private final Table<Look> looks;
    private final Table<Row> rows;
    private final RecentRows recent = new RecentRows();
    private final Table<List<String>> texts;

    public Frames(RecordStore store) {
        looks = new Table<>(store, 'l', FramePacking.LOOK);
        rows = new Table<>(store, 'r', FramePacking.ROW);
        texts = new Table<>(store, 't', AlertPacking.NAMES);
    }

    public @Nullable Look look(Sample sample) {
        return looks.get(lookKey(sample));
    }

    public void put(Sample sample, Look look) {
        looks.put(lookKey(sample), look);
    }

    /** The next sample of this view is its first. */
    public void forget(Sample sample) {
        looks.delete(lookKey(sample));
    }

    /** The rows of one view of one database, to be looked up and replaced one by one. */
    public SeenRows seen(String source, String view, String database) {
        return new SeenRows(rows, source, view, database, recent.of(source, view, database));
    }

    /** Whether a view of the server has ever been read. */
    public boolean isKnown(String source, String view) {
        return looks.get(looks.key(source, view, "")) != null;
    }

    /** Whether the rows of a view of the server say since when they have counted from zero. */
    public boolean tellsSince(String source, String view) {
        Look look = looks.get(looks.key(source, view, ""));
        int since = look == null ? -1 : look.layout().since();
        try (Table.Entries<Row> entries = rows.below(rows.key(source, view, ""))) {
            return since >= 0
                    && entries.hasNext()
                    && entries.next().value.resets().known()[since];
        }
    }

    /** What every row of a view of any database read last, by subject. */
    public SortedMap<String, Values> gauges(String source, String view) {
        SortedMap<String, Values> bySubject = new TreeMap<>();
        try (Table.Entries<Row> entries = rows.below(rows.key(source, view))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, Row> entry = entries.next();
                bySubject.put(Table.parts(entry.key).get(3), entry.value.gauges());
            }
        }
        return bySubject;
    }

    /** The names of a view's gauges; none while it was never read. */
    public List<String> gaugeNames(String source, String view) {
        try (Table.Entries<Look> entries = looks.below(looks.key(source, view))) {
            return entries.hasNext() ? entries.next().value.layout().gauges() : List.of();
        }
    }

    /** What a row says in words: names and what stands there, in turn. */
    public void putTexts(Sample sample, String subject, List<String> said) {
        Bytes key = texts.key(sample.source(), sample.view(), sample.database(), subject);
        if (said.isEmpty()) {
            texts.delete(key);
        } else if (!said.equals(texts.get(key))) {
            texts.put(key, said);
        }
    }

    /** All rows that say something, of one view of one database. */
    public Set<String> speakers(Sample sample) {
        return texts(sample.source(), sample.view(), sample.database()).keySet();
    }

    /** What one row says in words, by name. */
    public Map<String, String> texts(String source, String view, String database, String subject) {
        List<String> said = texts.get(texts.key(source, view, database, subject));
        return said == null ? Map.of() : byName(said);
    }

    /** What each row of a view, of whatever database, says under one name. */
    public Map<String, String> textsOf(String source, String view, String name) {
        Map<String, String> bySubject = new TreeMap<>();
        try (Table.Entries<List<String>> entries = texts.below(texts.key(source, view))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, List<String>> entry = entries.next();
                String said = byName(entry.value).get(name);
                if (said != null) {
                    bySubject.put(Table.parts(entry.key).get(3), said);
                }
            }
        }
        return bySubject;
    }

    private Map<String, List<String>> texts(String source, String view, String database) {
        Map<String, List<String>> bySubject = new TreeMap<>();
        try (Table.Entries<List<String>> entries = texts.below(texts.key(source, view, database))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, List<String>> entry = entries.next();
                bySubject.put(Table.parts(entry.key).get(3), entry.value);
            }
        }
        return bySubject;
    }

    private static Map<String, String> byName(List<String> said) {
        Map<String, String> byName = new TreeMap<>();
        for (int n = 0; n + 1 < said.size(); n += 2) {
            byName.put(said.get(n), said.get(n + 1));
        }
        return byName;
    }

    /** Every row that was there at the last look, by subject. */
    public SortedMap<String, Row> rows(String source, String view, String database) {
        SortedMap<String, Row> bySubject = new TreeMap<>();
        try (Table.Entries<Row> entries = rows.below(rows.key(source, view, database))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, Row> entry = entries.next();
                bySubject.put(Table.parts(entry.key).get(3), entry.value);
            }
        }
        return bySubject;
    }

    /** The subjects that were there at the last look, but for some: of very many rows the most stay. */
    public SortedSet<String> subjectsWithout(Set<String> some, Sample sample) {
        SortedSet<String> others = new TreeSet<>();
        try (Table.Entries<Row> entries = rows.below(rows.key(sample.source(), sample.view(), sample.database()))) {
            while (entries.hasNext()) {
                String subject = Table.parts(entries.next().key).get(3);
                if (!some.contains(subject)) {
                    others.add(subject);
                }
            }
        }
        return others;
    }

    /** What was put is not there any more, since the record that it came of was not taken in. */
    public void rollback() {
        recent.clear();
    }

    private Bytes lookKey(Sample sample) {
        return looks.key(sample.source(), sample.view(), sample.database());
    }
}

package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Sample;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What was last seen of each view, and of each of its rows. */
public final class Frames {
    public static final String STORE = "frames";

    private final Table<Look> looks;
    private final Table<Row> rows;

    public Frames(KeyValueStore<Bytes, byte[]> store) {
        looks = new Table<>(store, 'l', Packing.LOOK);
        rows = new Table<>(store, 'r', Packing.ROW);
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

    public @Nullable Row row(Sample sample, String subject) {
        return rows.get(rowKey(sample, subject));
    }

    public void put(Sample sample, String subject, Row row) {
        rows.put(rowKey(sample, subject), row);
    }

    public void remove(Sample sample, String subject) {
        rows.delete(rowKey(sample, subject));
    }

    /** A whole frame has come: rows that are not in it are gone. */
    public void keepOnly(Sample sample, Set<String> subjects) {
        List<Bytes> gone = new ArrayList<>();
        try (Table.Entries<Row> entries = rows.below(rows.key(sample.source(), sample.view(), sample.database()))) {
            while (entries.hasNext()) {
                Bytes key = entries.next().key;
                if (!subjects.contains(Table.parts(key).get(3))) {
                    gone.add(key);
                }
            }
        }
        gone.forEach(rows::delete);
    }

    private Bytes lookKey(Sample sample) {
        return looks.key(sample.source(), sample.view(), sample.database());
    }

    private Bytes rowKey(Sample sample, String subject) {
        return rows.key(sample.source(), sample.view(), sample.database(), subject);
    }
}

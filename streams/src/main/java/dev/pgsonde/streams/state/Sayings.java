package dev.pgsonde.streams.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/**
 * Up to where the samples have been taken in, so that it can be told what people said after which of them; and in a replay,
 * what they said that does not hold yet.
 */
public final class Sayings {
    private static final long NONE = -1;
    private static final Packing<Long> NUMBER = new Packing<>(PackedWriter::number, PackedReader::number);
    private static final Packing<Postponed> POSTPONED = new Packing<>(
            (out, said) -> out.number(said.left())
                    .number(said.timestamp())
                    .number(said.partition())
                    .number(said.offset())
                    .bytes(said.value()),
            in -> new Postponed(in.number(), in.number(), in.count(), in.number(), in.bytes()));

    private final Table<Long> lastSample;
    private final Table<Postponed> postponed;
    /** Of which something may be waiting: mostly none, so that samples cost no lookup. */
    private final Set<String> waiting = new HashSet<>();

    public Sayings(RecordStore store) {
        lastSample = new Table<>(store, 'o', NUMBER);
        postponed = new Table<>(store, 'p', POSTPONED);
        try (Table.Entries<Postponed> entries = postponed.below(postponed.key())) {
            while (entries.hasNext()) {
                waiting.add(Table.parts(entries.next().key).get(0));
            }
        }
    }

    /**
     * What holds later.
     *
     * @param left after how many more samples of its source
     * @param partition where it stands on its topic, as {@code offset} does
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares them
    public record Postponed(long left, long timestamp, int partition, long offset, byte[] value) {}

    /** The offset of the last record of samples that was taken in; -1 before the first. */
    public long lastSample() {
        Long last = lastSample.get(lastSample.key());
        return last == null ? NONE : last;
    }

    public void putLastSample(long offset) {
        lastSample.put(lastSample.key(), offset);
    }

    public void postpone(String source, Postponed said) {
        waiting.add(source);
        postponed.put(key(source, said), said);
    }

    /** One more record of a source's samples is past: what holds from now on, in the order in which it was said. */
    public List<Postponed> passed(String source) {
        if (!waiting.contains(source)) {
            return List.of();
        }
        List<Postponed> all = new ArrayList<>();
        try (Table.Entries<Postponed> entries = postponed.below(postponed.key(source))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, Postponed> entry = entries.next();
                all.add(entry.value);
            }
        }
        List<Postponed> due = new ArrayList<>();
        for (Postponed said : all) {
            if (said.left() > 1) {
                postponed.put(
                        key(source, said),
                        new Postponed(
                                said.left() - 1, said.timestamp(), said.partition(), said.offset(), said.value()));
            } else {
                postponed.delete(key(source, said));
                due.add(said);
            }
        }
        if (due.size() == all.size()) {
            waiting.remove(source);
        }
        return due;
    }

    private Bytes key(String source, Postponed said) {
        return postponed.key(source, String.format(Locale.ROOT, "%016x", said.offset()));
    }
}

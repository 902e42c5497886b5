package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Sample;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The parts of frames that have come so far, as they were read: of each view of each database those of one frame at most. */
public final class Parts {
    private static final Packing<Pending> PENDING = new Packing<>(
            (out, pending) -> out.text(pending.agent())
                    .number(pending.round())
                    .instant(pending.at())
                    .number(pending.parts())
                    .number(pending.received()),
            in -> new Pending(in.text(), in.number(), in.instant(), in.count(), in.count()));

    private static final Packing<byte[]> BYTES = new Packing<>((out, bytes) -> out.bytes(bytes), in -> in.bytes());

    private final Table<Pending> pending;
    private final Table<byte[]> parts;

    /** They lie in the store of frames. */
    public Parts(RecordStore store) {
        pending = new Table<>(store, 'p', PENDING);
        parts = new Table<>(store, 'q', BYTES);
    }

    public @Nullable Pending pending(Sample sample) {
        return pending.get(key(sample));
    }

    public void add(Sample part, Pending before, byte[] bytes) {
        parts.put(key(part, before.received()), bytes);
        pending.put(key(part), before.withOneMore());
    }

    public List<byte[]> all(Sample sample, Pending known) {
        List<byte[]> all = new ArrayList<>();
        for (int n = 0; n < known.received(); n++) {
            byte[] bytes = parts.get(key(sample, n));
            if (bytes == null) {
                throw new IllegalStateException("part " + n + " of the view " + sample.view() + " is missing");
            }
            all.add(bytes);
        }
        return all;
    }

    public void drop(Sample sample, Pending known) {
        for (int n = 0; n < known.received(); n++) {
            parts.delete(key(sample, n));
        }
        pending.delete(key(sample));
    }

    private Bytes key(Sample sample) {
        return pending.key(sample.source(), sample.view(), sample.database());
    }

    private Bytes key(Sample sample, int number) {
        return parts.key(sample.source(), sample.view(), sample.database(), String.valueOf(number));
    }
}

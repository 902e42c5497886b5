package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.EntryFormat.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Segments that are gone when the process is. */
final class MemoryShelf implements Shelf {
    @Override
    public Left found() {
        return Left.NOTHING;
    }

    @Override
    public Segment begin(long number) {
        return new InMemory(number);
    }

    @Override
    public SpoolState state() {
        return SpoolState.NEW;
    }

    @Override
    public void keep(SpoolState state, boolean durably) {
        // nobody comes back to it
    }

    @Override
    public void syncNames() {
        // there are none
    }

    @Override
    public UUID boot() {
        return SpoolState.NEW.boot();
    }

    @Override
    public boolean lasts() {
        return false;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static final class InMemory implements Segment {
        private static final int OVERHEAD = 200;

        private final long number;
        private final List<Entry> entries = new ArrayList<>();
        private Tally contents = new Tally();
        private long bytes;
        private long parcels;

        InMemory(long number) {
            this.number = number;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public long begin() {
            return 0;
        }

        @Override
        public long end() {
            return entries.size();
        }

        @Override
        public Found read(long offset) {
            return new Found(entries.get((int) offset), offset + 1);
        }

        @Override
        public void append(Entry entry) {
            entries.add(entry);
            contents.add(entry);
            bytes += entry.size() + OVERHEAD;
            parcels += entry instanceof Parcel ? 1 : 0;
        }

        @Override
        public void sync() {
            // nothing here lasts
        }

        @Override
        public @Nullable Instant last() {
            return entries.isEmpty() ? null : entries.get(entries.size() - 1).to();
        }

        @Override
        public void seal() {
            // there is nothing to be made sure of
        }

        @Override
        public void become(List<Gap> gaps) {
            entries.clear();
            contents = new Tally();
            bytes = 0;
            parcels = 0;
            gaps.forEach(this::append);
        }

        @Override
        public Tally contents() {
            return contents;
        }

        @Override
        public long parcels() {
            return parcels;
        }

        @Override
        public void delete() {
            entries.clear();
        }

        @Override
        public void close() {
            entries.clear();
        }
    }
}

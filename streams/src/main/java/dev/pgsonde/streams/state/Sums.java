package dev.pgsonde.streams.state;

import dev.pgsonde.streams.window.ImageSize;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** What adds up in the windows that are still open, how far each source has come, and how large its page images are. */
public final class Sums {
    public static final String STORE = "sums";

    private final Table<SourceState> sources;
    private final Table<ImageSize> imageSizes;
    private final Table<ClusterState> clusters;
    private final Table<ViewSums> views;
    private final Table<Map<String, RowSums>> rows;
    private final Table<Instant> gaugesTold;

    public Sums(RecordStore store) {
        sources = new Table<>(store, 's', SumPacking.SOURCE);
        imageSizes = new Table<>(store, 'i', SumPacking.IMAGE_SIZE);
        clusters = new Table<>(store, 'm', SumPacking.CLUSTER);
        views = new Table<>(store, 'A', SumPacking.VIEW);
        rows = new Table<>(store, 'a', SumPacking.ROWS);
        gaugesTold = new Table<>(store, 'g', Packing.INSTANT);
    }

    public SourceState source(String source) {
        SourceState state = sources.get(sources.key(source));
        return state == null ? SourceState.NEW : state;
    }

    public void put(String source, SourceState state) {
        sources.put(sources.key(source), state);
    }

    /** How large a full-page image is on a source. */
    public ImageSize imageSize(String source) {
        ImageSize known = imageSizes.get(imageSizes.key(source));
        return known == null ? ImageSize.UNKNOWN : known;
    }

    public void put(String source, ImageSize size) {
        imageSizes.put(imageSizes.key(source), size);
    }

    /** What its members did, by the system identifier that they share. */
    public ClusterState cluster(String system) {
        ClusterState state = clusters.get(clusters.key(system));
        return state == null ? ClusterState.NEW : state;
    }

    public void put(String system, ClusterState state) {
        clusters.put(clusters.key(system), state);
    }

    /** Where one view of one database in one open window adds up. */
    public Cell cell(String source, Instant start, String view, String database) {
        String[] parts = {source, Table.sortable(start), view, database};
        return new Cell(views, rows, parts, start);
    }

    /** The views of the oldest open window that starts at {@code limit} at the latest: each is still to be taken out. */
    public List<Cell> oldest(String source, Instant limit) {
        List<Bytes> oldest = new ArrayList<>();
        try (Table.Entries<ViewSums> entries = views.below(views.key(source))) {
            while (entries.hasNext()) {
                Bytes key = entries.next().key;
                boolean sameWindow = oldest.isEmpty() || start(key).equals(start(oldest.get(0)));
                if (!sameWindow || start(key).isAfter(limit)) {
                    break;
                }
                oldest.add(key);
            }
        }
        return oldest.stream().map(Table::parts).map(this::cell).toList();
    }

    /** When the window began in which every gauge of the view was told for the last time, as far as that is known. */
    public @Nullable Instant gaugesTold(String source, String view, String database) {
        return gaugesTold.get(gaugesTold.key(source, view, database));
    }

    public void putGaugesTold(String source, String view, String database, Instant start) {
        gaugesTold.put(gaugesTold.key(source, view, database), start);
    }

    private Cell cell(List<String> key) {
        Instant start = Instant.ofEpochMilli(Long.parseLong(key.get(1), 16));
        return cell(key.get(0), start, key.get(2), key.get(3));
    }

    private static Instant start(Bytes key) {
        return Instant.ofEpochMilli(Long.parseLong(Table.parts(key).get(1), 16));
    }

    /**
     * One view of one database in one open window. Its rows share a few entries of the store; what is put is kept when that
     * is said.
     */
    public static final class Cell {
        /** Few enough that the rows of a large view share them, and so many that none is ever too large for a record. */
        private static final int SHARES = 128;

        private static final List<@Nullable Map<String, RowSums>> NOTHING = Collections.nCopies(SHARES, null);

        private final Table<ViewSums> views;
        private final Table<Map<String, RowSums>> rows;
        private final String[] parts;
        private final Instant start;
        private final List<@Nullable Map<String, RowSums>> read = new ArrayList<>(NOTHING);
        private final BitSet changed = new BitSet();

        private Cell(Table<ViewSums> views, Table<Map<String, RowSums>> rows, String[] parts, Instant start) {
            this.views = views;
            this.rows = rows;
            this.parts = parts;
            this.start = start;
        }

        public @Nullable ViewSums view() {
            return views.get(views.key(parts));
        }

        /** The view without its rows, which are read when it is taken out. */
        public ViewWindow head() {
            return window(Map.of());
        }

        private ViewWindow window(Map<String, RowSums> rowsBySubject) {
            ViewSums sums = view();
            if (sums == null) {
                throw new IllegalStateException("nothing of " + String.join(" ", parts) + " is open");
            }
            return new ViewWindow(parts[0], start, parts[2], parts[3], sums, rowsBySubject);
        }

        public void put(ViewSums sums) {
            views.put(views.key(parts), sums);
        }

        public @Nullable RowSums row(String subject) {
            return sharers(share(subject)).get(subject);
        }

        public void put(String subject, RowSums sums) {
            toChange(subject).put(subject, sums);
        }

        /** Where that row stands, and others beside it. */
        public Map<String, RowSums> toChange(String subject) {
            int share = share(subject);
            changed.set(share);
            return sharers(share);
        }

        /** Remembers the rows that were put. */
        public void keep() {
            changed.stream().forEach(share -> rows.put(key(share), sharers(share)));
            changed.clear();
        }

        private static int share(String subject) {
            return Math.floorMod(subject.hashCode(), SHARES);
        }

        private Map<String, RowSums> sharers(int share) {
            Map<String, RowSums> sharers = read.get(share);
            if (sharers == null) {
                Map<String, RowSums> known = rows.get(key(share));
                sharers = known == null ? new LinkedHashMap<>() : known;
                read.set(share, sharers);
            }
            return sharers;
        }

        private Bytes key(int share) {
            return rows.key(parts[0], parts[1], parts[2], parts[3], Integer.toHexString(share));
        }

        /** Takes it out, with all its rows. */
        public ViewWindow take() {
            keep();
            read.replaceAll(any -> null);
            List<Bytes> taken = new ArrayList<>();
            Map<String, RowSums> bySubject = new LinkedHashMap<>();
            try (Table.Entries<Map<String, RowSums>> entries = rows.below(rows.key(parts))) {
                while (entries.hasNext()) {
                    KeyValue<Bytes, Map<String, RowSums>> entry = entries.next();
                    taken.add(entry.key);
                    bySubject.putAll(entry.value);
                }
            }
            ViewWindow whole = window(bySubject);
            views.delete(views.key(parts));
            taken.forEach(rows::delete);
            return whole;
        }
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.Sums;
import dev.pgsonde.streams.window.ImageSize;
import dev.pgsonde.streams.window.ImageSize.Wal;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.Tumbling;
import dev.pgsonde.streams.window.ViewSums;
import dev.pgsonde.streams.window.ViewWindow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Estimates what of a window's WAL were full-page images, as views of their own beside those that count them. */
final class Images {
    private static final String WAL = "wal";
    private static final Map<String, String> ESTIMATES = Map.of(WAL, "wal_images", "statements", "statement_images");

    private final Tumbling windows;
    private final Sums sums;

    Images(Tumbling windows, Sums sums) {
        this.windows = windows;
        this.sums = sums;
    }

    /** How large they are, by what is known and what a window's views say of it, which is remembered. */
    ImageSize learn(String source, List<Sums.Cell> views) {
        ImageSize known = sums.imageSize(source);
        for (Sums.Cell view : views) {
            ViewWindow head = view.head();
            RowSums row = head.view().equals(WAL) ? view.row("") : null;
            if (row != null && row.reason() == null && head.sums().isWhole(windows)) {
                ImageSize learned =
                        wal(WAL, head.sums(), row.totals()).map(known::after).orElse(known);
                sums.put(source, learned);
                return learned;
            }
        }
        return known;
    }

    /** Nothing where images are not counted. */
    static Optional<ViewWindow> in(ViewWindow view, ImageSize size) {
        String name = ESTIMATES.get(view.view());
        if (name == null || !view.sums().counters().contains(view.view() + ".wal_fpi")) {
            return Optional.empty();
        }
        Map<String, RowSums> rows = new LinkedHashMap<>();
        view.rows().forEach((subject, row) -> wal(view.view(), view.sums(), row.totals())
                .ifPresent(wal -> rows.put(subject, estimate(row, size.of(wal)))));
        ViewSums held = view.sums().holding(view.sums().labels(), List.of(name + ".bytes"), List.of());
        return Optional.of(new ViewWindow(view.source(), view.start(), name, view.database(), held, rows));
    }

    private static Optional<Wal> wal(String view, ViewSums sums, Values totals) {
        int records = sums.counters().indexOf(view + ".wal_records");
        int images = sums.counters().indexOf(view + ".wal_fpi");
        int bytes = sums.counters().indexOf(view + ".wal_bytes");
        boolean[] known = totals.known();
        if (records < 0 || images < 0 || bytes < 0 || !known[records] || !known[images] || !known[bytes]) {
            return Optional.empty();
        }
        long[] numbers = totals.numbers();
        return Optional.of(new Wal(numbers[records], numbers[images], numbers[bytes]));
    }

    private static RowSums estimate(RowSums row, long bytes) {
        return new RowSums(Values.of(bytes), row.coveredMs(), row.samples(), row.spread(), row.reason(), null);
    }
}

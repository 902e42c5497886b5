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
import java.util.OptionalLong;

/** Estimates what of a window's WAL were full-page images, as views of their own beside those that count them. */
final class Images {
    private static final String WAL = "wal";
    private static final String DATABASE = "database";
    private static final String COMMITS = "database.xact_commit";
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
        OptionalLong commits = commits(views);
        Wal wal = whole(views, WAL).flatMap(Images::wal).orElse(null);
        if (commits.isEmpty() || wal == null) {
            return known;
        }
        ImageSize learned = known.after(commits.getAsLong(), wal);
        sums.put(source, learned);
        return learned;
    }

    /** Of all databases; unknown where it is of one of them. */
    private OptionalLong commits(List<Sums.Cell> views) {
        Sums.Cell cell = whole(views, DATABASE).orElse(null);
        int commits = cell == null ? -1 : cell.head().sums().counters().indexOf(COMMITS);
        if (cell == null || commits < 0) {
            return OptionalLong.empty();
        }
        long all = 0;
        for (RowSums row : cell.rows().values()) {
            if (row.reason() != null) {
                return OptionalLong.empty();
            }
            all += row.totals().known()[commits] ? row.totals().numbers()[commits] : 0;
        }
        return OptionalLong.of(all);
    }

    private Optional<Sums.Cell> whole(List<Sums.Cell> views, String view) {
        return views.stream()
                .filter(cell ->
                        cell.head().view().equals(view) && cell.head().sums().isWhole(windows))
                .findFirst();
    }

    private static Optional<Wal> wal(Sums.Cell cell) {
        RowSums row = cell.row("");
        return row == null || row.reason() != null
                ? Optional.empty()
                : wal(WAL, cell.head().sums(), row.totals());
    }

    /** Nothing where images are not counted. */
    static Optional<ViewWindow> in(ViewWindow view, ImageSize size) {
        String name = ESTIMATES.get(view.view());
        if (name == null || !view.sums().counters().contains(view.view() + ".wal_fpi")) {
            return Optional.empty();
        }
        Map<String, RowSums> rows = new LinkedHashMap<>();
        view.rows().forEach((subject, row) -> wal(view.view(), view.sums(), row.totals())
                .ifPresent(wal -> rows.put(subject, estimate(row, size, wal))));
        ViewSums held =
                view.sums().holding(view.sums().labels(), List.of(name + ".bytes", name + ".error_bytes"), List.of());
        return Optional.of(new ViewWindow(view.source(), view.start(), name, view.database(), held, rows));
    }

    private static Optional<Wal> wal(String view, ViewSums sums, Values totals) {
        int images = sums.counters().indexOf(view + ".wal_fpi");
        int bytes = sums.counters().indexOf(view + ".wal_bytes");
        boolean[] known = totals.known();
        if (images < 0 || bytes < 0 || !known[images] || !known[bytes]) {
            return Optional.empty();
        }
        long[] numbers = totals.numbers();
        return Optional.of(new Wal(numbers[images], numbers[bytes]));
    }

    private static RowSums estimate(RowSums row, ImageSize size, Wal wal) {
        return new RowSums(
                Values.of(size.of(wal), size.errorOf(wal)),
                row.coveredMs(),
                row.samples(),
                row.spread(),
                row.reason(),
                null);
    }
}

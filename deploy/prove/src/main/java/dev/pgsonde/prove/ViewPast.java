package dev.pgsonde.prove;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the samples of one view of one database said, window by window. */
final class ViewPast {
    /** A difference over more windows than this is worth nothing. */
    private static final int MOST_WINDOWS = 10;

    private final View view;
    private final long windowMs;
    private final Map<Instant, Cell> cells = new TreeMap<>();
    private @Nullable Look last;

    /** What every row read, and when that was due. */
    private record Look(Instant tick, Map<List<String>, Map<String, Long>> rows) {
        long number(List<String> row, String column) {
            return Objects.requireNonNull(rows.getOrDefault(row, Map.of()).get(column));
        }
    }

    /** What is known of one window. */
    static final class Cell {
        private final Map<List<String>, Map<String, Long>> inTime = new HashMap<>();
        private final Map<List<String>, Map<String, Long>> late = new HashMap<>();
        private final Map<List<String>, Map<String, Long>> read = new HashMap<>();
        private long coveredMs;
        private long coveredLateMs;
        private long looks;
        private boolean isUnknown;
        private boolean isUnread;

        Set<List<String>> rows() {
            Map<List<String>, Map<String, Long>> all = new HashMap<>(inTime);
            all.putAll(late);
            all.putAll(read);
            return all.keySet();
        }

        long looks() {
            return looks;
        }

        long coveredMs(boolean withLate) {
            return coveredMs + (withLate ? coveredLateMs : 0);
        }

        OptionalLong number(List<String> row, String column, boolean isCounter, boolean withLate) {
            Long now = (isCounter ? inTime : read).getOrDefault(row, Map.of()).get(column);
            Long then = withLate && isCounter ? late.getOrDefault(row, Map.of()).get(column) : null;
            return now == null && then == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Objects.requireNonNullElse(now, 0L) + Objects.requireNonNullElse(then, 0L));
        }
    }

    ViewPast(View view, Duration window) {
        this.view = view;
        this.windowMs = window.toMillis();
    }

    void add(Sample sample) {
        Instant tick = Objects.requireNonNull(sample.tick());
        Cell cell = cell(startOf(tick));
        if (sample.unknown() != null) {
            cell.isUnread = true;
            return;
        }
        Look now = new Look(tick, rows(sample));
        if (last == null) {
            cell.isUnknown = true;
        } else {
            add(last, now);
        }
        cell.looks++;
        now.rows()
                .forEach((row, numbers) -> numbers.forEach((name, number) -> {
                    if (isOf(name, ColumnKind.GAUGE)) {
                        cell.read.computeIfAbsent(row, any -> new HashMap<>()).merge(name, number, Long::sum);
                    }
                }));
        last = now;
    }

    private void add(Look before, Look now) {
        long from = before.tick().toEpochMilli();
        long whole = now.tick().toEpochMilli() - from;
        Duration every = view.every();
        long longest = Math.max(MOST_WINDOWS * windowMs, every == null ? 0 : 3 * every.toMillis());
        if (whole > longest) {
            cell(startOf(now.tick())).isUnknown = true;
        } else if (whole <= windowMs) {
            add(before, now, new Part(startOf(now.tick()), 0, whole, whole, false));
        } else {
            for (long done = 0; done < whole; ) {
                long start = Math.floorDiv(from + done, windowMs) * windowMs;
                long end = Math.min(whole, start + windowMs - from);
                boolean isLate =
                        start + windowMs <= now.tick().minus(EveryView.EVERY).toEpochMilli();
                add(before, now, new Part(Instant.ofEpochMilli(start), done, end, whole, isLate));
                done = end;
            }
        }
    }

    /** A part of the time between two looks. */
    private record Part(Instant start, long fromMs, long toMs, long wholeMs, boolean isLate) {
        /** An even share, such that all shares add up. */
        long of(long total) {
            return upTo(total, toMs) - upTo(total, fromMs);
        }

        private long upTo(long total, long ms) {
            return Math.floorDiv(Math.multiplyExact(total, ms), wholeMs);
        }
    }

    private void add(Look before, Look now, Part part) {
        Cell cell = cell(part.start());
        if (part.isLate()) {
            cell.coveredLateMs += part.toMs() - part.fromMs();
        } else {
            cell.coveredMs += part.toMs() - part.fromMs();
            cell.isUnread = false;
        }
        now.rows()
                .forEach((row, numbers) -> numbers.forEach((name, number) -> {
                    if (isOf(name, ColumnKind.COUNTER)) {
                        long change = number - before.number(row, name);
                        (part.isLate() ? cell.late : cell.inTime)
                                .computeIfAbsent(row, any -> new HashMap<>())
                                .merge(name, part.of(change), Long::sum);
                    }
                }));
    }

    private boolean isOf(String column, ColumnKind kind) {
        View.ViewColumn described = view.columns().get(column);
        return described != null && described.kind() == kind;
    }

    /** By their labels, in the order of the view's; the database of a view that is asked in each is the first. */
    private static Map<List<String>, Map<String, Long>> rows(Sample sample) {
        Map<List<String>, Map<String, Long>> rows = new HashMap<>();
        for (int row = 0; row < sample.rows(); row++) {
            List<String> labels = new ArrayList<>();
            Map<String, Long> numbers = new HashMap<>();
            if (!sample.database().isEmpty()) {
                labels.add(sample.database());
            }
            for (Column column : sample.columns()) {
                Object value = Objects.requireNonNull(column.at(row));
                if (column.kind() == ColumnKind.LABEL) {
                    labels.add(value.toString());
                } else if (value instanceof Long number) {
                    numbers.put(column.name(), number);
                }
            }
            rows.put(labels, numbers);
        }
        return rows;
    }

    Optional<Cell> at(Instant start) {
        return Optional.ofNullable(cells.get(start));
    }

    /** Whether enough was known when the window was closed; readings of a server say all they say at each look. */
    boolean isWhole(Cell cell) {
        boolean isOfReadings = view.subject().equals("server")
                && view.columns().values().stream().noneMatch(column -> column.kind() == ColumnKind.COUNTER);
        return isOfReadings
                ? cell.looks > 0 && !cell.isUnread
                : !cell.isUnknown && !cell.isUnread && cell.coveredMs * 5 >= windowMs * 4;
    }

    Set<List<String>> rows() {
        return last == null ? Set.of() : last.rows().keySet();
    }

    private Cell cell(Instant start) {
        return cells.computeIfAbsent(start, any -> new Cell());
    }

    /** The window in which {@code at} is, or which ends at it. */
    private Instant startOf(Instant at) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli() - 1, windowMs) * windowMs);
    }
}

package dev.pgsonde.streams.truth;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an agent tells of a view of which it has told before: the rows that are different, and the names of those gone. */
final class Differences {
    private Differences() {}

    static Sample between(Sample before, Sample now) {
        Map<String, Integer> earlier = rows(before);
        int[] changed = IntStream.range(0, now.rows())
                .filter(row -> !same(before, earlier.get(now.subject(row)), now, row))
                .toArray();
        List<String> vanished = new ArrayList<>(earlier.keySet());
        vanished.removeAll(rows(now).keySet());
        return new Sample(
                now.source(),
                now.agent(),
                now.round(),
                now.at(),
                now.incarnation(),
                now.view(),
                "",
                now.subjectKind(),
                FrameKind.CHANGES,
                changed.length == 0
                        ? List.of()
                        : now.columns().stream()
                                .map(column -> only(column, changed))
                                .toList(),
                vanished,
                null,
                before.round(),
                now.tick(),
                now.everyMs());
    }

    private static Column only(Column column, int[] rows) {
        int[] absent = IntStream.range(0, rows.length)
                .filter(row -> column.isAbsent(rows[row]))
                .toArray();
        return column instanceof LongColumn longs
                ? new LongColumn(
                        longs.name(),
                        longs.kind(),
                        Arrays.stream(rows)
                                .mapToLong(row -> longs.values()[row])
                                .toArray(),
                        absent)
                : new TextColumn(
                        column.name(),
                        column.kind(),
                        Arrays.stream(rows)
                                .mapToObj(row -> String.valueOf(column.at(row)))
                                .toList(),
                        absent);
    }

    private static boolean same(Sample before, @Nullable Integer then, Sample now, int row) {
        return then != null
                && IntStream.range(0, now.columns().size())
                        .allMatch(n -> Objects.equals(
                                before.columns().get(n).at(then),
                                now.columns().get(n).at(row)));
    }

    static Map<String, Integer> rows(Sample sample) {
        Map<String, Integer> rows = new TreeMap<>();
        IntStream.range(0, sample.rows()).forEach(row -> rows.put(sample.subject(row), row));
        return rows;
    }
}

package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Marker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every fact that differs from the frame before, as what its column's catalogue entry calls it. */
final class FactChanges {
    private FactChanges() {}

    /** Where a subject stands in both frames, or -1. */
    private record Places(int before, int now) {}

    static List<Happening> between(Frame before, Frame now) {
        return now.columnsApart(before).stream()
                .filter(n -> now.sample().columns().get(n).kind() == ColumnKind.FACT)
                .flatMap(n -> between(before, now, n))
                .toList();
    }

    private static Stream<Happening> between(Frame before, Frame now, int column) {
        Stream<Places> there = now.rows().mapToObj(row -> new Places(before.placeOf(now, row), row));
        Stream<Places> gone =
                before.rows().filter(row -> now.placeOf(before, row) < 0).mapToObj(row -> new Places(row, -1));
        return Stream.concat(there, gone)
                .filter(row -> !Objects.equals(fact(before, column, row.before()), fact(now, column, row.now())))
                .map(row -> happening(before, now, column, row));
    }

    private static Happening happening(Frame before, Frame now, int column, Places row) {
        String name = now.sample().columns().get(column).name();
        return new Happening(
                marks(now.view(), name),
                now.view().subject(),
                row.now() < 0
                        ? before.sample().subject(row.before())
                        : now.sample().subject(row.now()),
                fact(before, column, row.before()),
                fact(now, column, row.now()),
                null,
                before.sample().at(),
                parts(before, name, row.before()),
                parts(now, name, row.now()));
    }

    private static String marks(View view, String column) {
        return view.column(column).map(View.ViewColumn::marks).orElse(column);
    }

    private static List<Marker.Part> parts(Frame frame, String column, int row) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String name :
                frame.view().column(column).map(View.ViewColumn::parts).orElse(List.of())) {
            frame.sample().columns().stream()
                    .filter(other -> other.name().equals(name))
                    .flatMap(other -> Stream.ofNullable(fact(other, row)))
                    .forEach(value -> parts.put(name, value));
        }
        return Marker.Part.of(parts);
    }

    private static @Nullable String fact(Frame frame, int column, int row) {
        return fact(frame.sample().columns().get(column), row);
    }

    private static @Nullable String fact(Column column, int row) {
        return row < 0 || column.isAbsent(row) ? null : String.valueOf(column.at(row));
    }
}

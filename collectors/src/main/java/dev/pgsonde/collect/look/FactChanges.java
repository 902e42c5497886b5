package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Marker;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every fact that differs from the frame before, as what its column's catalogue entry calls it. */
final class FactChanges {
    private FactChanges() {}

    static List<Happening> between(Frame before, Frame now) {
        return now.sample().columns().stream()
                .filter(column -> column.kind() == ColumnKind.FACT)
                .flatMap(column -> between(before, now, column.name()))
                .toList();
    }

    private static Stream<Happening> between(Frame before, Frame now, String column) {
        Set<String> subjects = new LinkedHashSet<>(now.rows().keySet());
        subjects.addAll(before.rows().keySet());
        return subjects.stream()
                .filter(subject -> !Objects.equals(fact(before, column, subject), fact(now, column, subject)))
                .map(subject -> new Happening(
                        marks(now.view(), column),
                        now.view().subject(),
                        subject,
                        fact(before, column, subject),
                        fact(now, column, subject),
                        null,
                        before.sample().at(),
                        parts(before, column, subject),
                        parts(now, column, subject)));
    }

    private static String marks(View view, String column) {
        return view.column(column).map(View.ViewColumn::marks).orElse(column);
    }

    private static List<Marker.Part> parts(Frame frame, String column, String subject) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String name :
                frame.view().column(column).map(View.ViewColumn::parts).orElse(List.of())) {
            String value = fact(frame, name, subject);
            if (value != null) {
                parts.put(name, value);
            }
        }
        return Marker.Part.of(parts);
    }

    private static @Nullable String fact(Frame frame, String name, String subject) {
        Integer row = frame.rows().get(subject);
        if (row == null) {
            return null;
        }
        for (Column column : frame.sample().columns()) {
            if (column.name().equals(name)) {
                return column.isAbsent(row) ? null : String.valueOf(column.at(row));
            }
        }
        return null;
    }
}

package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What must be published of a frame for somebody who has the frame before: changed rows, new rows, names of the gone. */
final class Difference {
    private Difference() {}

    static Sample between(Frame before, Frame now) {
        int[] changed = now.rows().entrySet().stream()
                .filter(row -> differs(before, row, now))
                .mapToInt(Map.Entry::getValue)
                .toArray();
        List<String> vanished = before.rows().keySet().stream()
                .filter(subject -> !now.rows().containsKey(subject))
                .toList();
        List<Column> columns = changed.length == 0
                ? List.of()
                : now.sample().columns().stream()
                        .map(column -> Rows.of(column, changed))
                        .toList();
        Sample full = now.sample();
        return new Sample(
                full.source(),
                full.agent(),
                full.round(),
                full.at(),
                full.incarnation(),
                full.view(),
                full.database(),
                full.subjectKind(),
                FrameKind.CHANGES,
                columns,
                vanished,
                null,
                before.sample().round(),
                full.tick(),
                full.everyMs());
    }

    private static boolean differs(Frame before, Map.Entry<String, Integer> row, Frame now) {
        Integer earlier = before.rows().get(row.getKey());
        if (earlier == null) {
            return true;
        }
        for (int n = 0; n < now.sample().columns().size(); n++) {
            Object value = now.sample().columns().get(n).at(row.getValue());
            if (!Objects.equals(before.sample().columns().get(n).at(earlier), value)) {
                return true;
            }
        }
        return false;
    }
}

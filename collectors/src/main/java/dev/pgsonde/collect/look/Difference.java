package dev.pgsonde.collect.look;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Sample;
import java.util.List;

/** What must be published of a frame for somebody who has the frame before: changed rows, new rows, names of the gone. */
final class Difference {
    private Difference() {}

    static Sample between(Frame before, Frame now) {
        List<Integer> apart = now.columnsApart(before);
        int[] changed =
                now.rows().filter(row -> differs(before, now, row, apart)).toArray();
        List<String> vanished = before.rows()
                .filter(row -> now.placeOf(before, row) < 0)
                .mapToObj(before.sample()::subject)
                .toList();
        List<Column> columns = columns(now, changed);
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

    private static List<Column> columns(Frame now, int[] changed) {
        if (changed.length == 0 || changed.length == now.sample().rows()) {
            return changed.length == 0 ? List.of() : now.sample().columns();
        }
        return now.sample().columns().stream()
                .map(column -> Rows.of(column, changed))
                .toList();
    }

    private static boolean differs(Frame before, Frame now, int row, List<Integer> apart) {
        int earlier = before.placeOf(now, row);
        return earlier < 0 || now.differs(row, before, earlier, apart);
    }
}

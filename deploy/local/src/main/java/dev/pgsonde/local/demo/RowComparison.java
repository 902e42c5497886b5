package dev.pgsonde.local.demo;

import dev.pgsonde.schema.Window;
import java.util.List;
import java.util.Map;

/** What the topic holds and what Druid does, row for row; a record that one side has twice adds up to other numbers. */
record RowComparison(long topic, long druid, List<WindowRow> onlyOnTopic, List<WindowRow> onlyInDruid) {
    RowComparison {
        onlyOnTopic = List.copyOf(onlyOnTopic);
        onlyInDruid = List.copyOf(onlyInDruid);
    }

    static RowComparison of(List<Window> topic, List<WindowRow> druid) {
        Map<WindowRow.Key, WindowRow> there =
                WindowRow.merged(topic.stream().map(WindowRow::of).toList());
        Map<WindowRow.Key, WindowRow> here = WindowRow.merged(druid);
        return new RowComparison(there.size(), here.size(), without(there, here), without(here, there));
    }

    boolean equal() {
        return onlyOnTopic.isEmpty() && onlyInDruid.isEmpty();
    }

    private static List<WindowRow> without(Map<WindowRow.Key, WindowRow> some, Map<WindowRow.Key, WindowRow> others) {
        return some.values().stream()
                .filter(row -> !row.equals(others.get(row.key())))
                .toList();
    }
}

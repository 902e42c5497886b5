package dev.pgsonde.local.demo;

import dev.pgsonde.schema.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two sets of windows, row for row; a row that one side has twice must be there twice on the other. */
record RowComparison(long topic, long druid, List<Window> onlyOnTopic, List<Window> onlyInDruid) {
    RowComparison {
        onlyOnTopic = List.copyOf(onlyOnTopic);
        onlyInDruid = List.copyOf(onlyInDruid);
    }

    static RowComparison of(List<Window> topic, List<Window> druid) {
        return new RowComparison(topic.size(), druid.size(), without(topic, druid), without(druid, topic));
    }

    boolean equal() {
        return onlyOnTopic.isEmpty() && onlyInDruid.isEmpty();
    }

    private static List<Window> without(List<Window> some, List<Window> others) {
        Map<Window, Integer> left = new HashMap<>();
        others.forEach(window -> left.merge(window, 1, Integer::sum));
        List<Window> only = new ArrayList<>();
        for (Window window : some) {
            if (left.getOrDefault(window, 0) > 0) {
                left.merge(window, -1, Integer::sum);
            } else {
                only.add(window);
            }
        }
        return only;
    }
}

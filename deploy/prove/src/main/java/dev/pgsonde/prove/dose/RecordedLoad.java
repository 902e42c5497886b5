package dev.pgsonde.prove.dose;

import dev.pgsonde.schema.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was published of a load that did not change, window by window, and what a commit wrote by the server's own counters.
 *
 * @param windows the records of each
 */
record RecordedLoad(List<List<Window>> windows, double walPerCommit) {
    RecordedLoad {
        windows = List.copyOf(windows);
    }

    /** Of the whole windows between two instants. */
    static RecordedLoad between(List<Window> all, Instant from, Instant to, double walPerCommit) {
        SortedMap<Instant, List<Window>> byStart = new TreeMap<>();
        for (Window window : all) {
            if (!window.start().isBefore(from) && !window.end().isAfter(to)) {
                byStart.computeIfAbsent(window.start(), any -> new ArrayList<>())
                        .add(window);
            }
        }
        return new RecordedLoad(List.copyOf(byStart.values()), walPerCommit);
    }

    String source() {
        return windows.get(0).get(0).source();
    }

    int size() {
        return windows.size();
    }

    /** One of its windows, as if it had begun then. */
    List<Window> at(int number, Instant start, Duration length) {
        return windows.get(number).stream()
                .map(window -> moved(window, start, start.plus(length)))
                .toList();
    }

    private static Window moved(Window window, Instant start, Instant end) {
        return new Window(
                window.grain(),
                window.source(),
                start,
                end,
                window.incarnation(),
                window.run(),
                window.view(),
                window.subjectKind(),
                window.subject(),
                window.labels(),
                window.coveredMs(),
                window.differences(),
                window.readings(),
                window.spread(),
                window.reason(),
                window.known(),
                window.sums(),
                window.largest());
    }
}

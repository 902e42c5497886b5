package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** How the records of a whole server follow each other. */
record Continuity(int windows, int holes, int doubles) {
    static Continuity of(List<Window> all, String source) {
        List<Window> windows = all.stream()
                .filter(window -> window.source().equals(source))
                .filter(window -> window.grain().equals(View.SERVER))
                .sorted(Comparator.comparing(Window::start))
                .toList();
        int holes = 0;
        int doubles = 0;
        for (int n = 1; n < windows.size(); n++) {
            Instant expected = windows.get(n - 1).end();
            holes += windows.get(n).start().isAfter(expected) ? 1 : 0;
            doubles += windows.get(n).start().isBefore(expected) ? 1 : 0;
        }
        return new Continuity(windows.size(), holes, doubles);
    }

    boolean isWhole() {
        return windows > 0 && holes == 0 && doubles == 0;
    }
}

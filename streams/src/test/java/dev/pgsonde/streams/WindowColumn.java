package dev.pgsonde.streams;

import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a window says of one column; of a view, why subjects are missing.
 *
 * @param samples how many differences of a counter, or readings of a gauge
 */
public record WindowColumn(
        String source,
        Instant start,
        Instant end,
        String incarnation,
        @Nullable String run,
        String subjectKind,
        String subject,
        String metric,
        @Nullable Long total,
        long coveredMs,
        int samples,
        @Nullable String reason,
        boolean spread,
        @Nullable Long largest) {
    /** All that is said of single subjects and views; counters that did not move are left out, as most are. */
    public static List<WindowColumn> of(List<Window> windows) {
        List<WindowColumn> columns = new ArrayList<>();
        windows.stream()
                .filter(window -> !isOfView(window) || window.reason() != null)
                .filter(window -> !window.grain().equals("server") || isOfView(window))
                .forEach(window -> {
                    boolean onlyGauges =
                            window.sums().size() == window.largest().size();
                    if (window.sums().size() == 0 || (window.reason() != null && onlyGauges)) {
                        columns.add(column(
                                window, isOfView(window) ? window.view() : window.view() + ".*", null, null, false));
                    }
                    for (int n = 0; n < window.sums().size(); n++) {
                        String name = window.sums().names().get(n);
                        OptionalLong largest = window.largest().of(name);
                        boolean still = largest.isEmpty() && window.sums().at(n) == 0 && window.reason() == null;
                        if (!still || window.subjectKind().equals("server")) {
                            columns.add(column(
                                    window,
                                    name,
                                    window.sums().at(n),
                                    largest.isPresent() ? largest.getAsLong() : null,
                                    largest.isPresent()));
                        }
                    }
                });
        return columns;
    }

    private static boolean isOfView(Window window) {
        return window.subjectKind().equals(Window.VIEW);
    }

    private static WindowColumn column(
            Window window, String metric, @Nullable Long total, @Nullable Long largest, boolean isGauge) {
        return new WindowColumn(
                window.source(),
                window.start(),
                window.end(),
                window.incarnation(),
                window.run(),
                window.subjectKind(),
                window.subject(),
                metric,
                total,
                window.coveredMs(),
                isGauge ? window.readings() : window.differences(),
                window.reason(),
                window.spread(),
                largest);
    }
}

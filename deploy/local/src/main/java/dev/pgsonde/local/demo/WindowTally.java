package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.local.demo.MetricSeries.Ratio;
import dev.pgsonde.schema.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one window adds up to. A subject that stood still is not mentioned; a view that was not seen is. */
public final class WindowTally {
    private final Map<String, Long> totals = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    public void add(Window window) {
        Long total = window.total();
        boolean isOfView = window.subjectKind().equals(MetricSeries.VIEW);
        if (isOfView || total == null || tooLittleCovered(window)) {
            unknown.add(window.metric());
        } else {
            totals.merge(window.metric(), total, Long::sum);
        }
    }

    private static boolean tooLittleCovered(Window window) {
        return window.coveredMs() * 5
                < 4 * (window.end().toEpochMilli() - window.start().toEpochMilli());
    }

    public @Nullable Ratio ratio(Metric metric) {
        OptionalLong numerator = sum(metric.numerator());
        OptionalLong denominator = sum(metric.denominator());
        return numerator.isEmpty() || denominator.isEmpty() || denominator.getAsLong() <= 0
                ? null
                : new Ratio(numerator.getAsLong(), denominator.getAsLong());
    }

    private OptionalLong sum(Sum sum) {
        long all = 0;
        for (Sum.Term term : sum.terms()) {
            Long total = totals.get(term.counter());
            if (isUnknown(term.counter()) || (total == null && !term.whereOffered())) {
                return OptionalLong.empty();
            }
            all += total == null ? 0 : term.times() * total;
        }
        return OptionalLong.of(all);
    }

    private boolean isUnknown(String counter) {
        return unknown.contains(counter) || unknown.contains(counter.substring(0, counter.indexOf('.')));
    }
}

package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Sum;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What each counter added up to over all subjects of one closed window: the material of the server's ratios. */
public final class Totals {
    private final Map<String, Long> totals = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();

    /** Adds one row of a view that is wholly known in this window. */
    public void add(List<String> metrics, RowSums row) {
        for (int n = 0; n < metrics.size(); n++) {
            if (row.reason() != null) {
                unknown.add(metrics.get(n));
            } else if (row.totals().known()[n]) {
                totals.merge(metrics.get(n), row.totals().numbers()[n], Long::sum);
            }
        }
    }

    /** A view that was watched, and of which no row moved, adds zero: that was measured. */
    public void addStill(List<String> metrics) {
        metrics.forEach(metric -> totals.merge(metric, 0L, Long::sum));
    }

    public void addUnknown(List<String> metrics) {
        unknown.addAll(metrics);
    }

    /** The sum, unless a part of it is unknown. */
    public OptionalLong of(Sum sum) {
        long total = 0;
        for (Sum.Term term : sum.terms()) {
            Long known = totals.get(term.counter());
            boolean offered = known != null || unknown.contains(term.counter());
            if (unknown.contains(term.counter()) || (!offered && !term.whereOffered())) {
                return OptionalLong.empty();
            }
            total += known == null ? 0 : term.times() * known;
        }
        return OptionalLong.of(total);
    }
}

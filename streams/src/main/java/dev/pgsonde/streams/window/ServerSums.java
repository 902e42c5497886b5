package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.Sums;
import dev.pgsonde.catalog.View;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the views of one source came to in one closed window for the server as a whole. A view that was watched, and of which
 * no row moved, comes to zero: that was measured.
 */
public final class ServerSums {
    /** Of large views so few rows may be unknown (new ones, those that are gone) that the rest stands for all. */
    private static final int KNOWN_OF_ONE_UNKNOWN = 10;

    private final Catalog catalog;
    private final Function<List<String>, String> kinds;
    private final Map<String, List<Rows>> views = new HashMap<>();
    private final Map<String, List<ViewSums>> lacking = new HashMap<>();

    /** {@code kinds} tells what another view calls a row of such labels. */
    public ServerSums(Catalog catalog, Function<List<String>, String> kinds) {
        this.catalog = catalog;
        this.kinds = kinds;
    }

    /** Adds one view, of which not all may be known. */
    public void add(ViewWindow window, boolean whole) {
        if (whole) {
            views.computeIfAbsent(window.view(), any -> new ArrayList<>()).add(new Rows(window));
        } else {
            lacking.computeIfAbsent(window.view(), any -> new ArrayList<>()).add(window.sums());
        }
    }

    /** The sum over the whole server, unless a part of it is unknown. */
    public OptionalLong of(Sum sum) {
        long all = 0;
        for (Sum.Term term : sum.terms()) {
            OptionalLong one = of(term);
            if (one.isEmpty()) {
                return one;
            }
            all += term.times() * one.getAsLong();
        }
        return OptionalLong.of(all);
    }

    /** The same of one column, once. */
    public OptionalLong of(Sum.Term term) {
        if (lacking.getOrDefault(term.view(), List.of()).stream().anyMatch(sums -> concerns(sums, term))) {
            return OptionalLong.empty();
        }
        Gathered gathered = new Gathered(term);
        views.getOrDefault(term.view(), List.of()).forEach(gathered::add);
        return gathered.amount();
    }

    private static boolean concerns(ViewSums sums, Sum.Term term) {
        return sums.holdsNothing()
                || sums.counters().contains(term.counter())
                || sums.gauges().contains(term.counter())
                || isOfEveryView(term);
    }

    private static boolean isOfEveryView(Sum.Term term) {
        return List.of(Sums.READINGS, Sums.COVERED_MS, Sums.ROWS).contains(term.column());
    }

    /** One term over the rows of its view, in all databases. */
    private final class Gathered {
        private final Sum.Term term;
        private final View view;
        private long sum;
        private boolean isOffered;
        private int unknownRows;
        private int knownRows;

        Gathered(Sum.Term term) {
            this.term = term;
            this.view = catalog.view(term.view());
        }

        void add(Rows rows) {
            ViewSums sums = rows.view();
            int counter = sums.counters().indexOf(term.counter());
            int gauge = sums.gauges().indexOf(term.counter());
            if (counter < 0 && gauge < 0 && !isOfEveryView(term)) {
                return;
            }
            isOffered = true;
            if (counter < 0 && gauge < 0 && term.column().equals(Sums.COVERED_MS)) {
                sum = Math.max(sum, sums.coveredMs());
            } else if (counter < 0 && gauge < 0 && term.column().equals(Sums.READINGS)) {
                sum = Math.max(sum, sums.looks());
            } else {
                add(rows, counter, gauge);
            }
        }

        private void add(Rows rows, int counter, int gauge) {
            BitSet chosen = rows.chosen(term.where(), view.labels(), kinds);
            for (int row = chosen.nextSetBit(0); row >= 0; row = chosen.nextSetBit(row + 1)) {
                RowSums sums = rows.sums(row);
                Readings readings = sums.readings();
                if (counter >= 0) {
                    addCounter(sums, counter);
                } else if (gauge < 0) {
                    sum++;
                } else if (readings != null) {
                    sum += readings.sums()[gauge];
                }
            }
        }

        private void addCounter(RowSums row, int counter) {
            if (row.reason() != null) {
                unknownRows++;
            } else if (row.totals().known()[counter]) {
                knownRows++;
                sum += row.totals().numbers()[counter];
            }
        }

        /** Empty where it is not known. */
        OptionalLong amount() {
            boolean large =
                    !view.subject().equals(Metric.SERVER) && !view.subject().equals(View.DATABASE);
            boolean fewUnknown = large && unknownRows * KNOWN_OF_ONE_UNKNOWN <= knownRows;
            boolean isKnown = unknownRows == 0 || fewUnknown;
            return isKnown && (isOffered || term.whereOffered()) ? OptionalLong.of(sum) : OptionalLong.empty();
        }
    }
}

package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.Sums;
import dev.pgsonde.catalog.View;
import java.util.List;
import java.util.Optional;

/** Goes over the rows of one view for one term. */
final class Gathering {
    /** Of large views so few rows may be unknown (new ones, those that are gone) that the rest stands for all. */
    private static final int KNOWN_OF_ONE_UNKNOWN = 10;

    private final View view;
    private final Sum.Term term;
    private final String column;
    private final boolean byName;
    private final Whose whose;
    private final Figures.Rest rest;
    private final boolean isKept;
    private final Amounts amounts = new Amounts();
    private boolean isOffered;
    private int unknownRows;
    private int knownRows;

    Gathering(View view, Sum.Term term, boolean byName, Whose whose, Figures.Rest rest) {
        this.view = view;
        this.term = term;
        this.column = term.column();
        this.byName = byName;
        this.whose = whose;
        this.rest = rest;
        this.isKept = rest.isKept(view.view());
    }

    /** Empty where it is not known; {@code lacking} are windows of which not all is known. */
    Optional<Amounts> gather(List<Rows> whole, List<ViewWindow> lacking) {
        boolean isLacking = lacking.stream().anyMatch(window -> concerns(window.sums()));
        if (isLacking) {
            return Optional.empty();
        }
        whole.forEach(this::gather);
        if (isKept) {
            gatherRest(whole);
        }
        boolean large = !view.subject().equals(Metric.SERVER) && !view.subject().equals(View.DATABASE);
        boolean fewUnknown = large && unknownRows * KNOWN_OF_ONE_UNKNOWN <= knownRows;
        boolean isKnown = byName || unknownRows == 0 || fewUnknown;
        return isKnown && (isOffered || term.whereOffered()) ? Optional.of(amounts) : Optional.empty();
    }

    private boolean concerns(ViewSums sums) {
        return sums.holdsNothing()
                || sums.counters().contains(term.counter())
                || sums.gauges().contains(term.counter())
                || isOfEveryRow();
    }

    private boolean isOfEveryRow() {
        return column.equals(Sums.READINGS) || column.equals(Sums.COVERED_MS) || column.equals(Sums.ROWS);
    }

    private void gather(Rows rows) {
        ViewSums sums = rows.window().sums();
        int counter = sums.counters().indexOf(term.counter());
        int gauge = sums.gauges().indexOf(term.counter());
        if (counter < 0 && gauge < 0 && !isOfEveryRow()) {
            return;
        }
        isOffered = true;
        if (!byName && column.equals(Sums.COVERED_MS)) {
            amounts.atLeast(Names.SERVER, sums.coveredMs());
        } else if (!byName && column.equals(Sums.READINGS)) {
            amounts.atLeast(Names.SERVER, sums.looks());
        } else {
            gather(rows, counter, gauge);
        }
    }

    private void gather(Rows rows, int counter, int gauge) {
        ViewWindow window = rows.window();
        int[] names = whose.of(rows);
        for (int n = 0; n < names.length; n++) {
            if (names[n] == Names.NOBODY) {
                continue;
            }
            if (counter >= 0) {
                addCounter(names[n], rows.sums(n), counter);
            } else if (gauge >= 0) {
                addGauge(names[n], rows, n, gauge);
            } else if (column.equals(Sums.COVERED_MS)) {
                amounts.set(names[n], window.sums().coveredMs());
            } else if (column.equals(Sums.READINGS)) {
                amounts.set(names[n], window.sums().looks());
            } else if (!isKept) {
                amounts.add(names[n], 1);
            }
        }
    }

    private void addCounter(int name, RowSums row, int counter) {
        if (row.reason() != null) {
            unknownRows++;
            amounts.lose(name);
        } else if (row.totals().known()[counter]) {
            knownRows++;
            amounts.add(name, row.totals().numbers()[counter]);
        }
    }

    private void addGauge(int name, Rows rows, int row, int gauge) {
        Readings readings = rows.sums(row).readings();
        if (readings != null) {
            amounts.add(name, readings.sums()[gauge]);
        } else if (!isKept) {
            ViewWindow window = rows.window();
            rest.gauges(window.view(), window.database(), rows.subject(row))
                    .filter(held -> gauge < held.size() && held.known()[gauge])
                    .ifPresent(held -> amounts.add(
                            name, held.numbers()[gauge] * window.sums().looks()));
        }
    }

    /** Rows that stood still read the same at each look; of a view that is looked at seldom, that is one look. */
    private void gatherRest(List<Rows> whole) {
        int gauge = rest.columns(view.view()).indexOf(column);
        if (gauge < 0 && !column.equals(Sums.ROWS) && !column.equals(Sums.READINGS)) {
            return;
        }
        int looks =
                whole.stream().mapToInt(rows -> rows.window().sums().looks()).reduce(1, Math::max);
        if (!byName && column.equals(Sums.READINGS)) {
            isOffered = true;
            if (!amounts.told().get(Names.SERVER)) {
                amounts.set(Names.SERVER, looks);
            }
            return;
        }
        rest.all(view.view()).forEach((subject, held) -> {
            isOffered = true;
            int name = whose.of(subject);
            if (name == Names.NOBODY) {
                return;
            }
            if (column.equals(Sums.ROWS)) {
                amounts.add(name, 1);
            } else if (column.equals(Sums.READINGS)) {
                amounts.set(name, looks);
            } else if (gauge < held.size() && held.known()[gauge] && !isTold(whole, subject)) {
                amounts.add(name, held.numbers()[gauge] * looks);
            }
        });
    }

    private static boolean isTold(List<Rows> whole, String subject) {
        return whole.stream().anyMatch(rows -> {
            RowSums row = rows.window().rows().get(subject);
            return row != null && row.readings() != null;
        });
    }
}

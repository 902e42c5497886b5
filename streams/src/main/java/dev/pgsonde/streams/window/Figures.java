package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.View;
import dev.pgsonde.streams.delta.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the views of one source came to in one closed window: the material of metrics and rules. A view that was watched,
 * and of which no row moved, comes to zero: that was measured.
 */
public final class Figures {
    private final Catalog catalog;
    private final Rest rest;
    private final Map<String, List<Rows>> views = new HashMap<>();
    private final Map<String, List<ViewWindow>> lacking = new HashMap<>();
    private final Map<List<String>, Names> names = new HashMap<>();
    private final Map<String, Whose> whose = new HashMap<>();
    private final Map<String, Optional<Amounts>> known = new HashMap<>();

    /** What is known of rows that are in no frame, since they stood still. */
    public interface Rest {
        /** What the row read last, if it is there. */
        Optional<Values> gauges(String view, String database, String subject);

        /** Every row of a view of which it matters that it is there, and what it reads. */
        SortedMap<String, Values> all(String view);

        /** The names of a view's gauges. */
        List<String> columns(String view);

        /** What another view calls the row, as {@code statement_kinds} does; empty when it does not. */
        String kind(List<String> labels);

        /** Whether all rows of the view are to be had, those at rest too. */
        boolean isKept(String view);
    }

    public Figures(Catalog catalog, Rest rest) {
        this.catalog = catalog;
        this.rest = rest;
    }

    /** Adds one view, of which not all may be known. */
    public void add(ViewWindow window, boolean whole) {
        if (whole) {
            views.computeIfAbsent(window.view(), any -> new ArrayList<>()).add(new Rows(window));
        } else {
            lacking.computeIfAbsent(window.view(), any -> new ArrayList<>()).add(window);
        }
    }

    /** The sum over the whole server, unless a part of it is unknown. */
    public OptionalLong of(Sum sum) {
        Optional<Amounts> amounts = amounts(sum, List.of());
        return amounts.isPresent() ? OptionalLong.of(amounts.get().of(Names.SERVER)) : OptionalLong.empty();
    }

    /** The ratio of each of a metric's subjects. */
    public Ratios of(Metric metric) {
        return ratios(metric.numerator(), metric.denominator(), catalog.labelsOf(metric));
    }

    /** The same of any two sums; without a denominator it is one. */
    public Ratios ratios(Sum numerator, @Nullable Sum denominator, List<String> by) {
        Optional<Amounts> above = amounts(numerator, by);
        Optional<Amounts> below = denominator == null ? Optional.empty() : amounts(denominator, by);
        if (above.isEmpty() || (denominator != null && below.isEmpty())) {
            return Ratios.NONE;
        }
        return by.isEmpty()
                ? Ratios.ofServer(above.get(), below.orElse(null))
                : Ratios.byName(names(by), above.get(), below.orElse(null));
    }

    /** Whether there was a look at the view in this window. */
    public boolean wasLookedAt(String view) {
        return views.getOrDefault(view, List.of()).stream()
                .anyMatch(rows -> rows.window().sums().looks() > 0);
    }

    private Names names(List<String> by) {
        return names.computeIfAbsent(by, any -> new Names());
    }

    /** Empty unless all of it is known. Columns of views that know nothing of such names are the whole server's. */
    private Optional<Amounts> amounts(Sum sum, List<String> by) {
        Amounts all = new Amounts();
        for (Sum.Term term : sum.terms()) {
            Optional<Amounts> amounts = amounts(term, by);
            if (amounts.isEmpty()) {
                return amounts;
            }
            all.add(term.times(), amounts.get());
        }
        return Optional.of(all);
    }

    private Optional<Amounts> amounts(Sum.Term term, List<String> by) {
        View view = catalog.view(term.view());
        List<String> labels = view.labels().containsAll(by) ? by : List.of();
        String rows = view.view() + term.where() + labels;
        return known.computeIfAbsent(term.column() + term.whereOffered() + rows, any -> {
            Whose those = whose.computeIfAbsent(
                    rows, none -> new Whose(view.labels(), labels, term.where(), names(labels), rest));
            return new Gathering(view, term, !labels.isEmpty(), those, rest)
                    .gather(views.getOrDefault(view.view(), List.of()), lacking.getOrDefault(view.view(), List.of()));
        });
    }
}

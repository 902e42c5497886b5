package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.Sums;
import dev.pgsonde.catalog.View;
import dev.pgsonde.prove.ViewPast.Cell;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What metrics come to by their definition, from the samples of one source alone: slowly, and with nothing of what the streams
 * do. Rows stay from the first sample to the last.
 */
final class SampleOracle {
    private final Catalog catalog = Catalog.standard();
    private final Duration window;
    /** By view, then by database. */
    private final Map<String, Map<String, ViewPast>> views = new TreeMap<>();
    /** What other views call statements, by database and query. */
    private final Map<List<String>, String> kinds = new HashMap<>();

    private final Given given;

    /** What is learned and no ratio of samples, by window, subject and column: it is taken as published. */
    interface Given {
        OptionalLong of(Instant start, List<String> subject, Sum.Term term);
    }

    /** Both sides of a ratio. */
    record Ratio(long numerator, long denominator) {}

    /** Which numbers count. */
    enum Reading {
        /** What was known of a window when it was closed, if all of it was. */
        JUDGED,
        /** What stands in tables in the end: of subjects also what is known of a part of the window, or came late. */
        STORED
    }

    SampleOracle(Duration window, Given given) {
        this.window = window;
        this.given = given;
    }

    void add(Observation observation) {
        if (observation instanceof Sample sample) {
            View view = catalog.view(sample.view());
            views.computeIfAbsent(sample.view(), any -> new TreeMap<>())
                    .computeIfAbsent(sample.database(), any -> new ViewPast(view, window))
                    .add(sample);
            if (sample.view().equals("statement_kinds") && sample.unknown() == null) {
                for (int row = 0; row < sample.rows(); row++) {
                    learnKind(sample, row);
                }
            }
        }
    }

    private void learnKind(Sample sample, int row) {
        Map<String, String> texts = new HashMap<>();
        sample.columns().forEach(column -> texts.put(column.name(), String.valueOf(column.at(row))));
        kinds.put(
                List.of(texts.getOrDefault("database", ""), texts.getOrDefault("query_id", "")),
                texts.getOrDefault(View.KIND, ""));
    }

    /** Empty where a side is not known, or where there is nothing to divide by. */
    Optional<Ratio> of(Metric metric, List<String> subject, Instant start, Reading reading) {
        OptionalLong above = of(metric, metric.numerator(), subject, start, reading);
        OptionalLong below = of(metric, metric.denominator(), subject, start, reading);
        return above.isEmpty() || below.isEmpty() || below.getAsLong() == 0
                ? Optional.empty()
                : Optional.of(new Ratio(above.getAsLong(), below.getAsLong()));
    }

    private OptionalLong of(Metric metric, Sum sum, List<String> subject, Instant start, Reading reading) {
        List<String> by = catalog.labelsOf(metric);
        long all = 0;
        for (Sum.Term term : sum.terms()) {
            OptionalLong one = catalog.isOfServer(term, by)
                    ? of(term, new Whose(List.of(), List.of()), start, Reading.JUDGED)
                    : of(term, new Whose(by, subject), start, reading);
            if (one.isEmpty() && !term.whereOffered()) {
                return one;
            }
            all += term.times() * one.orElse(0);
        }
        return OptionalLong.of(all);
    }

    /** Of which rows: all, or those of a subject. */
    private record Whose(List<String> by, List<String> subject) {}

    private OptionalLong of(Sum.Term term, Whose whose, Instant start, Reading reading) {
        if (!catalog.published(term.view()).equals(term.view())) {
            return given.of(start, whose.subject(), term);
        }
        List<Cell> cells = new ArrayList<>();
        for (ViewPast past : views.getOrDefault(term.view(), Map.of()).values()) {
            Optional<Cell> cell = past.at(start);
            boolean isWhole = cell.map(known -> past.isWhole(known) && isLossKnown(term.view(), known, start))
                    .orElse(false);
            if (reading == Reading.JUDGED && !isWhole) {
                return OptionalLong.empty();
            }
            cell.ifPresent(cells::add);
        }
        return cells.isEmpty() ? OptionalLong.empty() : sum(term, whose, cells, reading);
    }

    /** Whether another view says for as long how many rows of this one were dropped, if one does. */
    private boolean isLossKnown(String view, Cell cell, Instant start) {
        String counter = catalog.view(view).loses();
        return counter == null
                || views.getOrDefault(counter.substring(0, counter.indexOf('.')), Map.of()).values().stream()
                        .flatMap(past -> past.at(start).stream())
                        .anyMatch(other -> other.coveredMs(false) >= cell.coveredMs(false));
    }

    private OptionalLong sum(Sum.Term term, Whose whose, List<Cell> cells, Reading reading) {
        View view = catalog.view(term.view());
        View.ViewColumn column = view.columns().get(term.column());
        long sum = 0;
        boolean isThere = false;
        for (Cell cell : cells) {
            for (List<String> row : cell.rows()) {
                Map<String, String> labels = labels(view, row);
                boolean isOfSubject = isOf(labels, whose);
                OptionalLong number = column == null
                        ? ofEveryRow(term, cell, reading)
                        : cell.number(
                                row, term.column(), column.kind() == ColumnKind.COUNTER, reading == Reading.STORED);
                isThere |= isOfSubject && number.isPresent();
                if (isOfSubject && number.isPresent() && isChosen(labels, term)) {
                    boolean isLargest = column == null && !term.column().equals(Sums.ROWS);
                    sum = isLargest ? Math.max(sum, number.getAsLong()) : sum + number.getAsLong();
                }
            }
        }
        return isThere || whose.by().isEmpty() ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    private static OptionalLong ofEveryRow(Sum.Term term, Cell cell, Reading reading) {
        return switch (term.column()) {
            case Sums.READINGS -> OptionalLong.of(cell.looks());
            case Sums.COVERED_MS -> OptionalLong.of(cell.coveredMs(reading == Reading.STORED));
            default -> OptionalLong.of(1);
        };
    }

    private Map<String, String> labels(View view, List<String> row) {
        Map<String, String> labels = new HashMap<>();
        for (int n = 0; n < row.size(); n++) {
            labels.put(view.labels().get(n), row.get(n));
        }
        if (view.view().equals("statements")) {
            labels.put(
                    View.KIND,
                    kinds.getOrDefault(
                            List.of(labels.getOrDefault("database", ""), labels.getOrDefault("query_id", "")), ""));
        }
        return labels;
    }

    private static boolean isOf(Map<String, String> labels, Whose whose) {
        for (int n = 0; n < whose.by().size(); n++) {
            if (!whose.subject().get(n).equals(labels.get(whose.by().get(n)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isChosen(Map<String, String> labels, Sum.Term term) {
        return term.where().stream().allMatch(match -> match.admits(labels.getOrDefault(match.label(), "")));
    }

    /** All subjects of a metric: those of rows that one of its terms counts; the server has no label. */
    List<List<String>> subjects(Metric metric) {
        List<String> by = catalog.labelsOf(metric);
        if (by.isEmpty()) {
            return List.of(List.of());
        }
        return Stream.of(metric.numerator(), metric.denominator())
                .flatMap(sum -> sum.terms().stream())
                .filter(term -> !catalog.isOfServer(term, by))
                .flatMap(term -> labelsOfRows(term).filter(labels -> isChosen(labels, term)))
                .map(labels ->
                        by.stream().map(label -> labels.getOrDefault(label, "")).toList())
                .distinct()
                .toList();
    }

    private Stream<Map<String, String>> labelsOfRows(Sum.Term term) {
        return views.getOrDefault(term.view(), Map.of()).values().stream()
                .flatMap(past -> past.rows().stream())
                .map(row -> labels(catalog.view(term.view()), row));
    }
}

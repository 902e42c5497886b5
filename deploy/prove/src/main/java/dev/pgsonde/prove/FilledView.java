package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Catalog.SubjectTerm;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of one view of one database: they stay, and their numbers move. */
final class FilledView {
    static final List<String> DATABASES = List.of("app", "books");
    private static final int ROWS = 5;
    private static final int TRIES = 50;
    private static final List<String> QUERIES = List.of("101", "102", "103");
    private static final List<String> KINDS = List.of("session reset", "temporary table");

    private final View view;
    private final String database;
    private final Random random;
    private final List<String> labels = new ArrayList<>();
    private final List<List<String>> names = new ArrayList<>();
    private final Map<String, long[]> counters = new LinkedHashMap<>();
    private final Map<String, long[]> gauges = new LinkedHashMap<>();

    FilledView(Catalog catalog, View view, String database, Random random) {
        this.view = view;
        this.database = database;
        this.random = random;
        view.columns().forEach((name, column) -> {
            if (column.kind() == ColumnKind.LABEL) {
                labels.add(name);
            }
        });
        names.addAll(names(catalog));
        view.columns().forEach((name, column) -> {
            if (column.kind() == ColumnKind.COUNTER) {
                counters.put(name, random.longs(names.size(), 0, 1_000_000).toArray());
            } else if (column.kind() == ColumnKind.GAUGE && !isText(name)) {
                gauges.put(name, new long[names.size()]);
            }
        });
    }

    private List<List<String>> names(Catalog catalog) {
        Set<List<String>> all = new LinkedHashSet<>();
        for (int n = 0; n < TRIES && all.size() < (labels.isEmpty() ? 1 : ROWS); n++) {
            all.add(labels.stream().map(label -> value(catalog, label)).toList());
        }
        return List.copyOf(all);
    }

    /** One that a condition of the catalogue asks for, or another. */
    private String value(Catalog catalog, String label) {
        List<String> values = new ArrayList<>(List.of("some " + label, "other." + label));
        if (label.equals("datname") || label.equals(View.DATABASE)) {
            values = new ArrayList<>(DATABASES);
        } else if (label.equals("query_id")) {
            values = new ArrayList<>(QUERIES);
        }
        Stream.concat(
                        catalog.serverTerms().stream(),
                        catalog.subjectTerms().stream().map(SubjectTerm::term))
                .filter(term -> term.view().equals(view.view()))
                .flatMap(term -> term.where().stream())
                .filter(match -> match.label().equals(label))
                .map(Sum.Match::values)
                .forEach(values::addAll);
        return values.get(random.nextInt(values.size()));
    }

    View view() {
        return view;
    }

    String database() {
        return database;
    }

    /** The time between two looks; one counter of each row grows at least, but those that tell of lost rows. */
    void move(Set<String> never) {
        counters.forEach((name, values) -> {
            boolean isFirst = name.equals(counters.keySet().iterator().next());
            for (int row = 0; row < values.length && !never.contains(view.view() + "." + name); row++) {
                values[row] += isFirst || random.nextInt(3) > 0 ? 1 + random.nextInt(1000) : 0;
            }
        });
        gauges.replaceAll(
                (name, values) -> random.longs(values.length, 1, 1_000_000).toArray());
    }

    /** All that there is to read. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (int n = 0; n < labels.size(); n++) {
            int place = n;
            columns.add(new TextColumn(
                    labels.get(n),
                    ColumnKind.LABEL,
                    names.stream().map(name -> name.get(place)).toList(),
                    new int[0]));
        }
        counters.forEach(
                (name, values) -> columns.add(new LongColumn(name, ColumnKind.COUNTER, values.clone(), new int[0])));
        gauges.forEach(
                (name, values) -> columns.add(new LongColumn(name, ColumnKind.GAUGE, values.clone(), new int[0])));
        if (isText(View.KIND)) {
            columns.add(new TextColumn(
                    View.KIND,
                    ColumnKind.GAUGE,
                    names.stream()
                            .map(name -> KINDS.get(Math.floorMod(name.hashCode(), KINDS.size())))
                            .toList(),
                    new int[0]));
        }
        return columns;
    }

    private boolean isText(String column) {
        return view.view().equals("statement_kinds") && column.equals(View.KIND);
    }
}

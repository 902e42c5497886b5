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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of one view of one database: they stay, and their numbers move. */
final class FilledView {
    static final List<String> DATABASES = List.of("app", "books");
    static final int ROWS = 5;
    /** Of many rows one of so many moves each time; the others the more seldom, the later they come. */
    private static final double BUSY = 50;

    private static final int TRIES = 50;
    private static final String QUERY = "query_id";
    private static final List<String> QUERIES = List.of("101", "102", "103");
    private static final List<String> KINDS = List.of("session reset", "temporary table");

    private final View view;
    private final String database;
    private final Random random;
    private final int rows;
    private final List<String> labels = new ArrayList<>();
    private final List<List<String>> names = new ArrayList<>();
    private final Map<String, long[]> counters = new LinkedHashMap<>();
    private final Map<String, long[]> gauges = new LinkedHashMap<>();

    /** Of {@code rows}, if it has labels; with more than a few, most move seldom. */
    FilledView(Catalog catalog, View view, String database, int rows, Random random) {
        this.rows = rows;
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
        int wanted = labels.isEmpty() ? 1 : rows;
        for (int n = 0; n < TRIES * wanted && all.size() < wanted; n++) {
            List<String> name = new ArrayList<>(
                    labels.stream().map(label -> value(catalog, label)).toList());
            if (rows > ROWS) {
                int own = labels.indexOf(QUERY);
                name.set(own < 0 ? name.size() - 1 : own, String.valueOf(random.nextLong()));
            }
            all.add(name);
        }
        return List.copyOf(all);
    }

    private boolean moves(int row) {
        return rows <= ROWS || random.nextDouble() * (row + 1) < rows / BUSY;
    }

    /** One that a condition of the catalogue asks for, or another. */
    private String value(Catalog catalog, String label) {
        List<String> values = new ArrayList<>(List.of("some " + label, "other." + label));
        if (label.equals("datname") || label.equals(View.DATABASE)) {
            values = new ArrayList<>(DATABASES);
        } else if (label.equals(QUERY)) {
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
        int[] moving = IntStream.range(0, names.size()).filter(this::moves).toArray();
        counters.forEach((name, values) -> {
            boolean isFirst = name.equals(counters.keySet().iterator().next());
            boolean isAllowed = !never.contains(view.view() + "." + name);
            for (int row : moving) {
                values[row] += isAllowed && (isFirst || moves(name, row)) ? 1 + random.nextInt(1000) : 0;
            }
        });
        gauges.values().forEach(values -> {
            for (int row : moving) {
                values[row] = 1L + random.nextInt(1_000_000);
            }
        });
    }

    /** Of few rows everything moves now and then; of many each has counters that it never uses: no temporary files, no JIT. */
    private boolean moves(String counter, int row) {
        return rows <= ROWS ? random.nextInt(3) > 0 : Math.floorMod(31 * counter.hashCode() + row, 2) == 0;
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

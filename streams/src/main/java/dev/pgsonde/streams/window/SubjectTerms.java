package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Catalog.SubjectTerm;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.Sums;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.NameList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers of a subject's record count for metrics and rules, and for whom. Records with the same columns are many: where
 * these stand is looked up once.
 */
public final class SubjectTerms {
    /** Where a term stands that is no column. */
    static final int READINGS = -1;

    static final int COVERED_MS = -2;
    static final int ROWS = -3;
    /** Where a term stands that the record does not have. */
    static final int NOWHERE = -4;

    private static final int MOST_PLANS = 10_000;

    private final Catalog catalog;
    private final List<SubjectTerm> terms;
    private final Map<String, Integer> numbers = new HashMap<>();
    /** The labels that subjects are named by, with a number for each list of them. */
    private final Map<List<String>, Integer> namings = new HashMap<>();

    private final Map<String, Map<NameList, Plan>> plans = new HashMap<>();

    /** Whose record it must be, and the labels that name the subject, with their number; a record may be about a subject as a whole. */
    record Whose(List<String> by, int naming, List<Sum.Match> where, boolean isOfOwnName) {}

    /** A term of one record: its number, where it stands, and whether it counts. */
    record Part(int number, int place, boolean isCounter) {
        boolean isOfEveryRow() {
            return place < 0 && place != NOWHERE;
        }
    }

    /** What counts for the same subject. */
    record Group(Whose whose, List<Part> parts) {}

    record Plan(List<Group> groups) {}

    public SubjectTerms(Catalog catalog) {
        this.catalog = catalog;
        this.terms = catalog.subjectTerms();
        for (SubjectTerm each : terms) {
            numbers.put(key(each.term(), each.by()), numbers.size());
            namings.putIfAbsent(each.by(), namings.size());
        }
    }

    Catalog catalog() {
        return catalog;
    }

    int size() {
        return terms.size();
    }

    int namings() {
        return namings.size();
    }

    /** The number of these labels, or -1 if no subject is named by them. */
    int naming(List<String> by) {
        return namings.getOrDefault(by, -1);
    }

    /** The number of a term among these. */
    int number(Sum.Term term, List<String> by) {
        Integer number = numbers.get(key(term, by));
        if (number == null) {
            throw new IllegalArgumentException(term.name() + " by " + by + " is in no metric and no rule");
        }
        return number;
    }

    private static String key(Sum.Term term, List<String> by) {
        return term.name() + by;
    }

    /** Of records of that view with those columns. */
    Plan plan(String view, NameList columns) {
        Map<NameList, Plan> ofView = plans.computeIfAbsent(view, any -> new HashMap<>());
        Plan known = ofView.get(columns);
        if (known == null) {
            known = made(view, columns);
            if (ofView.size() >= MOST_PLANS) {
                ofView.clear();
            }
            ofView.put(columns, known);
        }
        return known;
    }

    private Plan made(String view, NameList columns) {
        Map<Whose, List<Part>> groups = new LinkedHashMap<>();
        for (int number = 0; number < terms.size(); number++) {
            SubjectTerm each = terms.get(number);
            Sum.Term term = each.term();
            int place = place(term, view, columns);
            if (place != NOWHERE || term.view().equals(view)) {
                View described = catalog.view(term.view());
                boolean isOfOwnName = each.by().equals(described.labels());
                groups.computeIfAbsent(
                                new Whose(each.by(), naming(each.by()), term.where(), isOfOwnName),
                                any -> new ArrayList<>())
                        .add(new Part(number, place, isCounter(described, term)));
            }
        }
        return new Plan(groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                .toList());
    }

    private static int place(Sum.Term term, String view, NameList columns) {
        int place = columns.names().indexOf(term.counter());
        if (place >= 0 || !term.view().equals(view)) {
            return place >= 0 ? place : NOWHERE;
        }
        return switch (term.column()) {
            case Sums.READINGS -> READINGS;
            case Sums.COVERED_MS -> COVERED_MS;
            case Sums.ROWS -> ROWS;
            default -> NOWHERE;
        };
    }

    private static boolean isCounter(View view, Sum.Term term) {
        View.@Nullable ViewColumn column = view.columns().get(term.column());
        return column != null && column.kind() == ColumnKind.COUNTER;
    }
}

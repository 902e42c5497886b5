package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Sum;
import dev.pgsonde.schema.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For whom the rows of a view count, by some of their labels or, without any, for the server; of those that are asked for. */
final class Whose {
    private final List<String> labels;
    private final List<String> by;
    private final List<Sum.Match> where;
    private final Names names;
    private final Figures.Rest rest;
    private final boolean isOfOwnName;
    private final Map<Rows, int[]> known = new HashMap<>();

    Whose(List<String> labels, List<String> by, List<Sum.Match> where, Names names, Figures.Rest rest) {
        this.labels = labels;
        this.by = by;
        this.where = where;
        this.names = names;
        this.rest = rest;
        this.isOfOwnName = by.isEmpty() || by.equals(labels);
    }

    /** The number of each row's name, or nobody's. */
    int[] of(Rows rows) {
        return known.computeIfAbsent(rows, this::numbers);
    }

    private int[] numbers(Rows rows) {
        int[] numbers = new int[rows.size()];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = isPlain() ? own(rows.subject(n)) : number(rows.subject(n), rows.labels(n));
        }
        return numbers;
    }

    int of(String subject) {
        return isPlain() ? own(subject) : number(subject, Subject.labels(subject));
    }

    private boolean isPlain() {
        return isOfOwnName && where.isEmpty();
    }

    private int own(String subject) {
        return by.isEmpty() ? Names.SERVER : names.numberOf(subject);
    }

    private int number(String subject, List<String> values) {
        for (Sum.Match match : where) {
            int place = labels.indexOf(match.label());
            if (!match.admits(place < 0 ? rest.kind(values) : value(values, place))) {
                return Names.NOBODY;
            }
        }
        if (isOfOwnName) {
            return own(subject);
        }
        return names.numberOf(Subject.of(
                by.stream().map(label -> value(values, labels.indexOf(label))).toList()));
    }

    private static String value(List<String> values, int place) {
        return place < values.size() ? values.get(place) : "";
    }
}

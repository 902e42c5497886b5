package dev.pgsonde.streams.window;

import dev.pgsonde.catalog.Sum;
import dev.pgsonde.schema.Subject;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of one view in one window, side by side: each is looked at by many terms. */
final class Rows {
    private final ViewWindow window;
    private final String[] subjects;
    private final RowSums[] sums;
    private final Map<List<Sum.Match>, BitSet> chosen = new HashMap<>();
    /** Of each row, once they are asked for. */
    private @Nullable List<List<String>> values;

    Rows(ViewWindow window) {
        this.window = window;
        this.subjects = window.rows().keySet().toArray(String[]::new);
        this.sums = window.rows().values().toArray(RowSums[]::new);
    }

    ViewSums view() {
        return window.sums();
    }

    RowSums sums(int row) {
        return sums[row];
    }

    /** The rows whose labels are as {@code where} says; {@code kinds} tells what another view calls a row of such labels. */
    BitSet chosen(List<Sum.Match> where, List<String> labels, Function<List<String>, String> kinds) {
        return chosen.computeIfAbsent(where, any -> {
            BitSet rows = new BitSet(sums.length);
            if (where.isEmpty()) {
                rows.set(0, sums.length);
                return rows;
            }
            List<List<String>> all = values();
            for (int row = 0; row < sums.length; row++) {
                rows.set(row, isChosen(all.get(row), where, labels, kinds));
            }
            return rows;
        });
    }

    private List<List<String>> values() {
        List<List<String>> all =
                values == null ? Stream.of(subjects).map(Subject::labels).toList() : values;
        values = all;
        return all;
    }

    private static boolean isChosen(
            List<String> values, List<Sum.Match> where, List<String> labels, Function<List<String>, String> kinds) {
        for (Sum.Match match : where) {
            int place = labels.indexOf(match.label());
            String value = place < 0 ? kinds.apply(values) : place < values.size() ? values.get(place) : "";
            if (!match.admits(value)) {
                return false;
            }
        }
        return true;
    }
}

package dev.pgsonde.local.demo;

import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A record of a window as a table keeps it: its key and its numbers; unknown numbers are missing. */
record WindowRow(Key key, SortedMap<String, BigDecimal> numbers) {
    static final String LARGEST = ".largest";

    /** Rows that agree in all of this are one. */
    record Key(
            String grain,
            String source,
            Instant start,
            Instant end,
            String incarnation,
            @Nullable String run,
            String view,
            String subjectKind,
            String subject,
            @Nullable String reason,
            boolean spread,
            String known) {}

    WindowRow {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    }

    static WindowRow of(Window window) {
        SortedMap<String, BigDecimal> numbers = new TreeMap<>();
        numbers.put("covered_ms", number(window.coveredMs()));
        numbers.put("differences", number(window.differences()));
        numbers.put("readings", number(window.readings()));
        put(numbers, window.sums(), "");
        put(numbers, window.largest(), LARGEST);
        Key key = new Key(
                window.grain(),
                window.source(),
                window.start(),
                window.end(),
                window.incarnation(),
                window.run(),
                window.view(),
                window.subjectKind(),
                window.subject(),
                window.reason(),
                window.spread(),
                window.known());
        return new WindowRow(key, numbers);
    }

    private static void put(SortedMap<String, BigDecimal> numbers, NamedNumbers named, String end) {
        for (int n = 0; n < named.size(); n++) {
            numbers.put(
                    named.names().get(n) + end, named.isFraction(n) ? number(named.fraction(n)) : number(named.at(n)));
        }
    }

    static BigDecimal number(long whole) {
        return BigDecimal.valueOf(whole);
    }

    /** However it is written. */
    static BigDecimal number(double fraction) {
        BigDecimal number = BigDecimal.valueOf(fraction).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** Rows as one: sums add up, and of the largest readings the larger counts. */
    private WindowRow plus(WindowRow other) {
        SortedMap<String, BigDecimal> all = new TreeMap<>(numbers);
        other.numbers.forEach(
                (name, number) -> all.merge(name, number, name.endsWith(LARGEST) ? BigDecimal::max : BigDecimal::add));
        return new WindowRow(key, all);
    }

    /** The rows by their keys. */
    static Map<Key, WindowRow> merged(Collection<WindowRow> rows) {
        Map<Key, WindowRow> merged = new HashMap<>();
        rows.forEach(row -> merged.merge(row.key, row, WindowRow::plus));
        return merged;
    }
}

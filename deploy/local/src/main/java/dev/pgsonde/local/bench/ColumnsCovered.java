package dev.pgsonde.local.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The columns of each view in which an agent has published a number or a fact. */
record ColumnsCovered(Map<String, Set<String>> byView) {
    static ColumnsCovered of(Stream<SampleSeen> samples) {
        Map<String, Set<String>> byView = new TreeMap<>();
        samples.filter(sample -> !sample.columns().isEmpty())
                .forEach(sample -> byView.computeIfAbsent(sample.view(), any -> new TreeSet<>())
                        .addAll(sample.columns()));
        return new ColumnsCovered(byView);
    }

    int count() {
        return byView.values().stream().mapToInt(Set::size).sum();
    }
}

package dev.pgsonde.local.bench;

import java.util.Arrays;
import java.util.List;

/** How long it took until a round itself could be read, and until what it led to could; in milliseconds, sorted. */
record Latencies(List<Double> direct, List<Double> answered) {
    Latencies {
        direct = direct.stream().sorted().toList();
        answered = answered.stream().sorted().toList();
    }

    /** Lines of {@code direct answered}; what was never seen is no number, and sorts last. */
    static Latencies of(List<String> lines) {
        List<double[]> pairs = lines.stream()
                .map(line -> Arrays.stream(line.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        return new Latencies(
                pairs.stream().map(pair -> pair[0]).toList(),
                pairs.stream().map(pair -> pair[1]).toList());
    }

    /** The least that at least {@code share} of them do not exceed. */
    static double quantile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}

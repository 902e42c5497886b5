package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.prove.SampleOracle.Ratio;
import dev.pgsonde.prove.SampleOracle.Reading;
import dev.pgsonde.schema.Subject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Of one source: what an oracle says of all metrics, beside what was published and stored. */
final class Comparison {
    /** Of a metric of subjects, so many are asked for. */
    private static final int SUBJECTS = 3;

    private final SampleOracle oracle;
    private final PublishedNumbers published;
    private final Duration window;
    private final List<Instant> starts;
    private final Differences differences = new Differences();

    /** Of windows before {@code end}. */
    Comparison(SampleOracle oracle, PublishedNumbers published, Duration window, Instant end) {
        this.oracle = oracle;
        this.published = published;
        this.window = window;
        this.starts = published.starts(end);
    }

    int windows() {
        return starts.size();
    }

    Differences differences() {
        return differences;
    }

    int records() {
        return published.records();
    }

    /** Every metric, subject and window; returns how many ratios there are. */
    long judged() {
        long compared = 0;
        for (Metric metric : comparable()) {
            for (Instant start : starts) {
                Map<String, Ratio> wanted = new TreeMap<>();
                for (List<String> subject : oracle.subjects(metric)) {
                    oracle.of(metric, subject, start, Reading.JUDGED)
                            .ifPresent(ratio -> wanted.put(Subject.of(subject), ratio));
                }
                compared += wanted.size();
                differences.judged(metric, start, wanted, published.judged(metric, start));
            }
        }
        return compared;
    }

    /** What is done with one metric of one subject, of which the oracle says that. */
    private interface Step {
        void of(Metric metric, List<String> subject, NavigableMap<Instant, Ratio> wanted) throws SQLException;
    }

    private void forEach(Step step) throws SQLException {
        for (Metric metric : comparable()) {
            List<List<String>> subjects = oracle.subjects(metric);
            for (List<String> subject : subjects.subList(0, Math.min(SUBJECTS, subjects.size()))) {
                NavigableMap<Instant, Ratio> wanted = new TreeMap<>();
                starts.forEach(start ->
                        oracle.of(metric, subject, start, Reading.STORED).ifPresent(ratio -> wanted.put(start, ratio)));
                step.of(metric, subject, wanted);
            }
        }
    }

    /** Every window. */
    void windows(StoredNumbers stored) throws SQLException {
        Instant end = starts.get(starts.size() - 1).plus(window);
        forEach((metric, subject, wanted) ->
                differences.stored(metric, subject, wanted, stored.series(metric, subject, starts.get(0), end)));
    }

    /** Random times together. */
    void ranges(StoredNumbers stored, Random random, int count) throws SQLException {
        forEach((metric, subject, wanted) -> {
            for (int n = 0; n < count; n++) {
                Instant from = starts.get(random.nextInt(starts.size()));
                total(stored, metric, subject, wanted, from, from.plus(window.multipliedBy(1L + random.nextInt(100))));
            }
        });
    }

    /** Every whole hour. */
    void hours(StoredNumbers stored) throws SQLException {
        Instant last = starts.get(starts.size() - 1);
        forEach((metric, subject, wanted) -> {
            Instant hour = starts.get(0).truncatedTo(ChronoUnit.HOURS);
            for (; !hour.isAfter(last); hour = hour.plus(1, ChronoUnit.HOURS)) {
                total(stored, metric, subject, wanted, hour, hour.plus(1, ChronoUnit.HOURS));
            }
        });
    }

    private void total(
            StoredNumbers stored,
            Metric metric,
            List<String> subject,
            NavigableMap<Instant, Ratio> wanted,
            Instant from,
            Instant to)
            throws SQLException {
        Map<Instant, Ratio> ratios = wanted.subMap(from, to);
        Ratio sum = new Ratio(
                ratios.values().stream().mapToLong(Ratio::numerator).sum(),
                ratios.values().stream().mapToLong(Ratio::denominator).sum());
        differences.stored(metric, subject, sum, stored.total(metric, subject, from, to));
    }

    /** Shares of members of a cluster need two servers. */
    private static List<Metric> comparable() {
        return Catalog.standard().metrics().stream()
                .filter(metric -> metric.numerator().terms().stream()
                        .noneMatch(term -> term.view().equals("members")))
                .toList();
    }
}

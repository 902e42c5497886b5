package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One metric of one source, window by window: the ratio of what the windows add up to over all subjects. */
public final class MetricSeries {
    private final Metric metric;
    private final String source;
    private final Map<Instant, Tally> tallies = new TreeMap<>();

    /** A window's value; none where a part of it is not known. */
    public record Point(Instant start, @Nullable Ratio ratio) {
        OptionalDouble value() {
            return ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio.value());
        }
    }

    /** Two sums over the same window; the denominator is more than zero. */
    public record Ratio(long numerator, long denominator) {
        double value() {
            return (double) numerator / denominator;
        }
    }

    public MetricSeries(Metric metric, String source) {
        this.metric = metric;
        this.source = source;
    }

    public void add(Window window) {
        if (window.source().equals(source) && concerns(window)) {
            tallies.computeIfAbsent(window.start(), any -> new Tally()).add(window);
        }
    }

    /** A window of one of the metric's counters, or of the whole view of one, of which nothing is known then. */
    private boolean concerns(Window window) {
        return Stream.of(metric.numerator(), metric.denominator())
                .flatMap(sum -> sum.terms().stream())
                .map(Sum.Term::counter)
                .anyMatch(counter ->
                        counter.equals(window.metric()) || viewOf(counter).equals(window.metric()));
    }

    private static String viewOf(String counter) {
        return counter.substring(0, counter.indexOf('.'));
    }

    /** One for each window of which anything of the metric was said, in order. */
    public List<Point> points() {
        List<Point> points = new ArrayList<>();
        tallies.forEach((start, tally) -> points.add(new Point(start, tally.ratio(metric))));
        return points;
    }

    public long known() {
        return points().stream().filter(point -> point.value().isPresent()).count();
    }

    /** Whether a counter is part of the metric. */
    static boolean uses(Metric metric, String counter) {
        return Stream.of(metric.numerator(), metric.denominator())
                .flatMap(sum -> sum.terms().stream())
                .anyMatch(term -> term.counter().equals(counter));
    }

    /** What one window adds up to. A subject that stood still is not mentioned; a view that was not seen is. */
    private static final class Tally {
        private static final String VIEW = "view";

        private final Map<String, Long> totals = new HashMap<>();
        private final Set<String> unknown = new HashSet<>();

        void add(Window window) {
            Long total = window.total();
            if (window.subjectKind().equals(VIEW)) {
                unknown.add(window.metric());
            } else if (total == null || tooLittleCovered(window)) {
                unknown.add(window.metric());
            } else {
                totals.merge(window.metric(), total, Long::sum);
            }
        }

        private static boolean tooLittleCovered(Window window) {
            return window.coveredMs() * 5
                    < 4 * (window.end().toEpochMilli() - window.start().toEpochMilli());
        }

        @Nullable
        Ratio ratio(Metric metric) {
            OptionalLong numerator = sum(metric.numerator());
            OptionalLong denominator = sum(metric.denominator());
            return numerator.isEmpty() || denominator.isEmpty() || denominator.getAsLong() <= 0
                    ? null
                    : new Ratio(numerator.getAsLong(), denominator.getAsLong());
        }

        private OptionalLong sum(Sum sum) {
            long all = 0;
            for (Sum.Term term : sum.terms()) {
                Long total = totals.get(term.counter());
                if (isUnknown(term.counter()) || (total == null && !term.whereOffered())) {
                    return OptionalLong.empty();
                }
                all += total == null ? 0 : term.times() * total;
            }
            return OptionalLong.of(all);
        }

        private boolean isUnknown(String counter) {
            return unknown.contains(counter) || unknown.contains(viewOf(counter));
        }
    }
}

package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One metric of one source, window by window: the ratio of what the windows add up to over all subjects. */
public final class MetricSeries {
    static final String VIEW = "view";

    private final Metric metric;
    private final String source;
    private final Map<Instant, WindowTally> tallies = new TreeMap<>();

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
        if (window.source().equals(source)) {
            WindowTally tally = tallies.computeIfAbsent(window.start(), any -> new WindowTally());
            if (window.subjectKind().equals(VIEW) || uses(metric, window.metric())) {
                tally.add(window);
            }
        }
    }

    /** One for each window of which anything was said, in order. */
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
}

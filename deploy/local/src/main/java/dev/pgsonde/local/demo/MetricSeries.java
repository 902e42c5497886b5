package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One metric of one source, window by window, as the records of the whole server have it. */
public final class MetricSeries {
    private final Metric metric;
    private final String source;
    private final Map<Instant, Optional<Ratio>> ratios = new TreeMap<>();

    /** A window's value; none where a part of it is not known. */
    public record Point(Instant start, @Nullable Ratio ratio) {
        OptionalDouble value() {
            return ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio.value());
        }
    }

    /** Two sums over the same window; the denominator is more than zero. */
    public record Ratio(long numerator, long denominator) {
        /** What the record of a whole server says of a metric, where it knows both sides. */
        public static Optional<Ratio> of(Metric metric, Window server) {
            OptionalLong numerator = sum(metric.numerator(), server);
            OptionalLong denominator = sum(metric.denominator(), server);
            return numerator.isEmpty() || denominator.isEmpty() || denominator.getAsLong() <= 0
                    ? Optional.empty()
                    : Optional.of(new Ratio(numerator.getAsLong(), denominator.getAsLong()));
        }

        private static OptionalLong sum(Sum sum, Window server) {
            long all = 0;
            for (Sum.Term term : sum.terms()) {
                OptionalLong number = server.sums().of(term.name());
                if (number.isEmpty()) {
                    return OptionalLong.empty();
                }
                all += term.times() * number.getAsLong();
            }
            return OptionalLong.of(all);
        }

        double value() {
            return (double) numerator / denominator;
        }
    }

    public MetricSeries(Metric metric, String source) {
        this.metric = metric;
        this.source = source;
    }

    public void add(Window window) {
        if (window.source().equals(source) && window.grain().equals(View.SERVER)) {
            ratios.put(window.start(), Ratio.of(metric, window));
        }
    }

    /** One for each window of which anything was published, in order. */
    public List<Point> points() {
        List<Point> points = new ArrayList<>();
        ratios.forEach((start, ratio) -> points.add(new Point(start, ratio.orElse(null))));
        return points;
    }

    public long known() {
        return points().stream().filter(point -> point.value().isPresent()).count();
    }
}

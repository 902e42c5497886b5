package dev.pgsonde.prove.day;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a metric was before a change and is while it is held, by the server's own counters. */
record Movement(Metric metric, double before, double held) {
    private static final double ERRORS = 3;
    private static final Duration OF_EXCESS = Duration.ofSeconds(30);

    /** Beyond the metric's floor, its least excess and three standard errors; nothing otherwise. */
    static Optional<Movement> of(Metric metric, List<Counters> before, List<Counters> held, Duration window) {
        Metric.Judgement judged = metric.judged();
        if (judged == null || before.size() < 3 || held.size() < 3) {
            return Optional.empty();
        }
        Means was = Means.of(metric.metric(), before);
        Means is = Means.of(metric.metric(), held);
        double change = is.ratio() - was.ratio();
        double least = judged.leastExcess() * window.toMillis() / OF_EXCESS.toMillis();
        boolean isAboveFloor = was.ratio() > 0
                ? Math.max(is.ratio() / was.ratio(), was.ratio() / Math.max(is.ratio(), 1e-12)) > 1 + judged.floor()
                : is.ratio() > 0;
        boolean isSure = Math.abs(change) > ERRORS * Math.hypot(was.error(), is.error());
        boolean isMuch = Math.abs(change) * Math.max(was.denominator(), is.denominator()) > least;
        return isAboveFloor && isSure && isMuch
                ? Optional.of(new Movement(metric, was.ratio(), is.ratio()))
                : Optional.empty();
    }

    static List<Movement> all(Catalog catalog, List<Counters> before, List<Counters> held, Duration window) {
        List<Movement> all = new ArrayList<>();
        for (Metric metric : catalog.metrics()) {
            if (held.get(0).numerators().containsKey(metric.metric())) {
                of(metric, before, held, window).ifPresent(all::add);
            }
        }
        return all;
    }

    boolean isWorse() {
        return metric.worse() == Metric.Worse.NEITHER || (held > before) == (metric.worse() == Metric.Worse.MORE);
    }

    /** Of the steps between readings: the ratio of all, how far it may be wrong, and the denominator of one. */
    private record Means(double ratio, double error, double denominator) {
        static Means of(String metric, List<Counters> readings) {
            double numerators = 0;
            double denominators = 0;
            List<Double> ratios = new ArrayList<>();
            for (int n = 1; n < readings.size(); n++) {
                double numerator = numerator(metric, readings.get(n - 1), readings.get(n));
                double denominator = denominator(metric, readings.get(n - 1), readings.get(n));
                numerators += numerator;
                denominators += denominator;
                if (denominator > 0) {
                    ratios.add(numerator / denominator);
                }
            }
            double mean = ratios.stream().mapToDouble(ratio -> ratio).average().orElse(0);
            double squares = ratios.stream()
                    .mapToDouble(ratio -> (ratio - mean) * (ratio - mean))
                    .sum();
            return new Means(
                    numerators / Math.max(1, denominators),
                    Math.sqrt(squares / Math.max(1, ratios.size() - 1) / Math.max(1, ratios.size())),
                    denominators / Math.max(1, readings.size() - 1));
        }

        private static double numerator(String metric, Counters one, Counters next) {
            double now = next.numerators().getOrDefault(metric, 0.0);
            return metric.equals(Counters.SESSIONS)
                    ? now
                    : now - one.numerators().getOrDefault(metric, 0.0);
        }

        private static double denominator(String metric, Counters one, Counters next) {
            return metric.equals(Counters.SESSIONS) ? 1 : next.commits() - one.commits();
        }
    }
}

package dev.pgsonde.catalog;

import dev.pgsonde.schema.ColumnKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Holds metrics and rules to what there is: columns, labels and other metrics that they name must exist. */
final class References {
    /** What every row offers beside its columns: looks at it, the time they cover, and that it is there. */
    static final List<String> OF_EVERY_VIEW = List.of(Sums.READINGS, Sums.COVERED_MS, Sums.ROWS);

    private final Map<String, View> views;
    private final List<Metric> metrics;

    References(Map<String, View> views, List<Metric> metrics) {
        this.views = views;
        this.metrics = metrics;
    }

    void require(Metric metric) {
        String who = "metric " + metric.metric();
        require(who, metric.numerator());
        require(who, metric.denominator());
        metric.members().forEach(member -> requireMetric(who, member));
        metric.beside().forEach(other -> requireMetric(who, other));
        if (metric.evidence() != null) {
            metric.evidence().moves().forEach(moved -> requireMetric(who, moved));
        }
        Stream.of(metric.work(), metric.ceiling()).filter(Objects::nonNull).forEach(other -> requireMetric(who, other));
        metric.pages().costs().forEach(cost -> require(who, cost));
        if (metric.pages().costs().anyMatch(cost -> !(cost instanceof Cost.Level))) {
            throw new IllegalArgumentException(who + ": what pages of a metric are levels of metrics (metric: ...)");
        }
    }

    void require(Rule rule) {
        String who = "rule " + rule.rule();
        for (Rule.Condition condition : rule.when()) {
            require(who, condition.of());
            if (condition.per() != null) {
                require(who, condition.per());
            }
        }
        rule.members().forEach(member -> requireMetric(who, member));
        rule.pages().costs().forEach(cost -> require(who, cost));
    }

    private void require(String who, Cost cost) {
        if (cost instanceof Cost.Level level) {
            requireOfServer(who, level.metric());
            if (level.against() != null) {
                requireOfServer(who, level.against());
            }
        } else if (cost instanceof Cost.Share share) {
            require(who, share.of());
            if (share.per() != null) {
                require(who, share.per());
            }
        }
    }

    private void requireOfServer(String who, String name) {
        requireMetric(who, name);
        if (metrics.stream().anyMatch(metric -> metric.metric().equals(name) && !metric.isOfServer())) {
            throw new IllegalArgumentException(who + ": what pages is said by metrics of the server, not by " + name);
        }
    }

    private void require(String who, Sum sum) {
        for (Sum.Term term : sum.terms()) {
            View view = views.get(term.view());
            if (view == null || !(OF_EVERY_VIEW.contains(term.column()) || isNumber(view, term.column()))) {
                throw new IllegalArgumentException(who + ": no view has the column " + term.counter());
            }
            for (Sum.Match match : term.where()) {
                if (!view.labels().contains(match.label()) && !view.knowsOfRows(match.label())) {
                    throw new IllegalArgumentException(
                            who + ": rows of " + term.view() + " have no label " + match.label());
                }
            }
        }
    }

    private static boolean isNumber(View view, String column) {
        View.ViewColumn described = view.columns().get(column);
        return described != null && (described.kind() == ColumnKind.COUNTER || described.kind() == ColumnKind.GAUGE);
    }

    private void requireMetric(String who, String name) {
        if (metrics.stream().noneMatch(metric -> metric.metric().equals(name))) {
            throw new IllegalArgumentException(who + " names a metric that is not there: " + name);
        }
    }
}

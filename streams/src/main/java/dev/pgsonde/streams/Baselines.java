package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Cost;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.cause.Spell;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.LevelsBefore;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the metrics by which severity is compared stood before an alert; kept as long as the alert is open. */
final class Baselines {
    private final Findings findings;
    private final Set<String> compared;

    Baselines(Catalog catalog, Findings findings) {
        this.findings = findings;
        this.compared = Stream.concat(
                        catalog.metrics().stream().map(Metric::pages),
                        catalog.rules().stream().map(Rule::pages))
                .flatMap(pages -> pages.costs())
                .flatMap(cost -> cost instanceof Cost.Level level && level.isCompared()
                        ? Stream.of(level.metric())
                        : Stream.of())
                .collect(Collectors.toSet());
    }

    /** The alert opens now: later its past will not be at hand. */
    void keep(Alert alert) {
        Map<String, Double> levels = new TreeMap<>();
        compared.forEach(metric -> fromSeries(alert, metric).ifPresent(level -> levels.put(metric, level)));
        findings.put(alert, new LevelsBefore(levels));
    }

    OptionalDouble of(Alert alert, String metric) {
        LevelsBefore kept = findings.levelsBefore(alert);
        if (kept == null) {
            return fromSeries(alert, metric);
        }
        Double level = kept.levels().get(metric);
        return level == null ? OptionalDouble.empty() : OptionalDouble.of(level);
    }

    private OptionalDouble fromSeries(Alert alert, String metric) {
        List<Point> points =
                findings.series(alert.source(), metric, alert.source()).points();
        Spell.Total before = Spell.around(alert.onset(), points).before(points);
        return before.denominator() == 0 ? OptionalDouble.empty() : OptionalDouble.of(before.ratio());
    }
}

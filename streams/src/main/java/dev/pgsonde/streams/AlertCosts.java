package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Cost;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.alert.Paging;
import dev.pgsonde.streams.cause.Spell;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.window.Ratios.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one alert costs, by the newest windows since its onset. */
record AlertCosts(Sources sources, Closed closed, Alert alert, Optional<Rule> rule) implements Paging.Costs {
    /** One window is no level, and what a server did long ago costs nothing now. */
    private static final int NEWEST = 10;

    /** Where everything stands that costs are made of. */
    record Sources(Catalog catalog, Findings findings, Baselines baselines, Frames frames, Duration window) {}

    @Override
    public OptionalDouble now(Cost cost) {
        if (cost instanceof Cost.Level level) {
            return level(level);
        } else if (cost instanceof Cost.Share share) {
            return share(share);
        }
        return timeLeft();
    }

    @Override
    public String unit(Cost cost) {
        if (cost instanceof Cost.Level level) {
            String own =
                    sources.catalog().metric(level.metric()).map(Metric::unit).orElse("");
            return level.times() != null ? "times" : level.against() != null ? "share" : own;
        }
        return cost instanceof Cost.Share share
                ? Optional.ofNullable(share.unit()).orElse("")
                : "us";
    }

    /** How many times its baseline a metric is. */
    OptionalDouble ratio(Alert.Related moved) {
        return quotient(since(moved.metric(), moved.subject()), OptionalDouble.of(moved.baseline()));
    }

    private OptionalDouble level(Cost.Level cost) {
        OptionalDouble level = since(cost.metric(), alert.source());
        if (cost.against() != null) {
            OptionalDouble all = since(cost.against(), alert.source());
            return quotient(level, all);
        }
        if (!cost.isCompared()) {
            return level;
        }
        OptionalDouble before = sources.baselines().of(alert, cost.metric());
        if (cost.times() != null) {
            return quotient(level, before);
        }
        return level.isPresent() && before.isPresent()
                ? OptionalDouble.of(level.getAsDouble() - before.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble quotient(OptionalDouble above, OptionalDouble below) {
        return above.isPresent() && below.isPresent() && below.getAsDouble() > 0
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble since(String metric, String subject) {
        Instant oldest = closed.end().minus(sources.window().multipliedBy(NEWEST));
        List<Point> newest = sources.findings().series(alert.source(), metric, subject).points().stream()
                .filter(point -> !point.start().isBefore(oldest))
                .toList();
        Spell.Total total = new Spell(oldest, alert.onset()).since(newest);
        return total.denominator() > 0 ? OptionalDouble.of(total.ratio()) : OptionalDouble.empty();
    }

    private OptionalDouble share(Cost.Share cost) {
        Optional<Ratio> ratio = rule.flatMap(of -> closed.figures()
                .ratios(cost.of(), cost.per(), sources.catalog().labelsOf(of))
                .of(subject(of)));
        return ratio.isPresent() && ratio.get().denominator() > 0
                ? OptionalDouble.of(
                        (double) ratio.get().numerator() / ratio.get().denominator())
                : OptionalDouble.empty();
    }

    private OptionalDouble timeLeft() {
        Room room = new Room(sources.frames(), alert.source());
        return rule.flatMap(of -> Trend.of(sources.findings()
                        .series(alert.source(), of.rule(), subject(of))
                        .points()))
                .map(trend -> trend.fullInUs(alert.unit(), room))
                .orElseGet(OptionalDouble::empty);
    }

    /** Among the rule's subjects the server has no name. */
    private String subject(Rule of) {
        return sources.catalog().labelsOf(of).isEmpty() ? "" : alert.subject();
    }
}

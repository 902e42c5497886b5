package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Metric.Worse;
import dev.pgsonde.catalog.Pages;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Related;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Alert.VerdictClass;
import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.alert.Paging;
import dev.pgsonde.streams.alert.Paging.Claim;
import dev.pgsonde.streams.state.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rates alerts by what they cost: when they open, and after each window as long as they are no page. */
final class Severities {
    private final Catalog catalog;
    private final Findings findings;
    private final OpenAlerts openAlerts;
    private final AlertCosts.Sources sources;

    Severities(Catalog catalog, Findings findings, OpenAlerts openAlerts, AlertCosts.Sources sources) {
        this.catalog = catalog;
        this.findings = findings;
        this.openAlerts = openAlerts;
        this.sources = sources;
    }

    /** The alert as grave as it is by what is known when the window closes. */
    Alert rated(Closed closed, Alert alert) {
        return alert.rated(rating(closed, alert));
    }

    /** Alerts that have come to cost so much that they are pages now. */
    void escalate(Closed closed) {
        for (Alert open : findings.open(closed.source())) {
            if (open.severity() != Severity.PAGE) {
                Alert.Rating rating = rating(closed, open);
                if (rating.severity() == Severity.PAGE) {
                    openAlerts.escalate(open, rating, closed.end());
                }
            }
        }
    }

    private Alert.Rating rating(Closed closed, Alert alert) {
        AlertCosts costs = new AlertCosts(sources, closed, alert, rule(alert));
        return new Paging(costs).rating(alert, claims(alert, costs));
    }

    private Optional<Rule> rule(Alert alert) {
        return alert.verdict() == VerdictClass.FINDING
                ? catalog.rules().stream()
                        .filter(rule -> rule.rule().equals(alert.metric()))
                        .findFirst()
                : Optional.empty();
    }

    /** What was told in the alert of another series may come to page, too. */
    private List<Claim> claims(Alert alert, AlertCosts costs) {
        List<Claim> claims = new ArrayList<>();
        claims.add(own(alert, costs));
        alert.related().stream()
                .filter(related -> Alerts.isForTheWorse(related.verdict()))
                .flatMap(related ->
                        catalog.metric(related.metric()).stream().map(metric -> claim(metric, related, costs)))
                .forEach(claims::add);
        return claims;
    }

    private Claim own(Alert alert, AlertCosts costs) {
        Optional<Rule> rule = rule(alert);
        if (rule.isPresent()) {
            return new Claim(alert.metric(), rule.get().pages(), OptionalDouble.empty());
        }
        return catalog.metric(alert.metric())
                .map(metric -> claim(metric, Alerts.related(alert), costs))
                .orElseGet(() -> new Claim(alert.metric(), Pages.NEVER, OptionalDouble.empty()));
    }

    /** By the newest windows, or where there are none by what it was when it was found. */
    private static Claim claim(Metric metric, Related moved, AlertCosts costs) {
        double ratio = costs.ratio(moved).orElse(moved.ratio());
        double worse = metric.worse() == Worse.LESS ? 1 / ratio : ratio;
        return new Claim(metric.metric(), metric.pages(), OptionalDouble.of(worse));
    }
}

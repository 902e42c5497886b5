package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.schema.Guard;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.streams.alert.RuleAlerts;
import dev.pgsonde.streams.alert.RuleAlerts.Held;
import dev.pgsonde.streams.cause.Amount;
import dev.pgsonde.streams.cause.Filling;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is told of a rule whose conditions are met: names, numbers and texts of the row that meets them. */
final class Words {
    private final Catalog catalog;
    private final Findings findings;
    private final Frames frames;

    Words(Catalog catalog, Findings findings, Frames frames) {
        this.catalog = catalog;
        this.findings = findings;
        this.frames = frames;
    }

    RuleAlerts.Telling telling(Closed closed, Rule rule, String subject, List<Guard> guards, Held held) {
        Map<String, String> known = known(closed, rule, subject, guards, held);
        List<Contribution> parts = contributions(closed.source(), rule, held);
        String says = new Filling(known).text(rule.says());
        String remedy = rule.remedy() == null ? null : new Filling(known).sql(rule.remedy());
        return new RuleAlerts.Telling(says, causes(closed, rule, parts, held, says, remedy), parts, guards, remedy);
    }

    private Map<String, String> known(Closed closed, Rule rule, String subject, List<Guard> guards, Held held) {
        Map<String, String> known = new TreeMap<>();
        List<String> by = catalog.labelsOf(rule);
        List<String> labels = Subject.labels(subject);
        for (int n = 0; n < by.size() && n < labels.size(); n++) {
            known.put(by.get(n), labels.get(n));
        }
        String unit = Optional.ofNullable(rule.headline().unit()).orElse("");
        known.put("subject", subject.isEmpty() ? closed.source() : subject);
        known.put("value", Amount.of(guards.get(0).value(), unit));
        known.put("held", Amount.of(Duration.between(held.since(), held.now()).toMillis() * 1000.0, "us"));
        Optional<Trend> trend = Trend.of(held.points());
        known.put("growth", trend.map(of -> of.growth(unit)).orElse(""));
        known.put(
                "full",
                trend.map(of -> of.full(unit, new Room(frames, closed.source())))
                        .orElse(""));
        rule.when().stream()
                .map(condition -> condition.of().terms().get(0).view())
                .distinct()
                .map(catalog::view)
                .forEach(view -> addRow(closed.source(), view, by, labels, known));
        rule.members().forEach(name -> ofSubject(closed.source(), name, subject)
                .ifPresent(amount -> known.put(name, amount)));
        return known;
    }

    /** Texts and numbers of the first row that has these labels, under the names of their columns. */
    private void addRow(String source, View view, List<String> by, List<String> labels, Map<String, String> known) {
        List<String> names = frames.gaugeNames(source, view.view());
        if (by.isEmpty() || !view.labels().containsAll(by)) {
            return;
        }
        if (!view.view().equals("tables")) {
            for (Map.Entry<String, Values> row :
                    frames.gauges(source, view.view()).entrySet()) {
                if (fits(view, row.getKey(), by, labels)) {
                    addRow(source, view, row.getKey(), row.getValue(), names, known);
                    return;
                }
            }
        }
    }

    private void addRow(
            String source, View view, String subject, Values gauges, List<String> names, Map<String, String> known) {
        String database =
                view.scope() == View.Scope.DATABASE ? Subject.labels(subject).get(0) : "";
        frames.texts(source, view.view(), database, subject)
                .forEach((name, text) -> known.put(view.view() + "." + name, text));
        for (int n = 0; n < names.size() && n < gauges.size(); n++) {
            if (gauges.known()[n]) {
                known.put(view.view() + "." + names.get(n), String.valueOf(gauges.numbers()[n]));
            }
        }
    }

    private static boolean fits(View view, String subject, List<String> by, List<String> labels) {
        List<String> all = Subject.labels(subject);
        for (int n = 0; n < by.size(); n++) {
            int place = view.labels().indexOf(by.get(n));
            if (n >= labels.size() || place >= all.size() || !all.get(place).equals(labels.get(n))) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> ofSubject(String source, String name, String subject) {
        Metric metric = catalog.metric(name).orElseThrow();
        List<Point> points = findings.series(source, name, subject).points();
        double above = points.stream().mapToLong(Point::numerator).sum();
        double below = points.stream().mapToLong(Point::denominator).sum();
        return below == 0 ? Optional.empty() : Optional.of(Amount.of(above / below, metric.unit()));
    }

    /** Whose doing it is, as shares of the windows since. */
    private List<Contribution> contributions(String source, Rule rule, Held held) {
        List<Contribution> all = new ArrayList<>();
        for (String name : rule.members()) {
            Metric metric = catalog.metric(name).orElseThrow();
            if (!metric.subject().equals(rule.subject())) {
                all.addAll(new Shares(findings, held.since()).of(source, metric));
            }
        }
        return all;
    }

    private List<Cause> causes(
            Closed closed, Rule rule, List<Contribution> parts, Held held, String says, @Nullable String remedy) {
        List<Cause> causes = new ArrayList<>();
        Applications applications = new Applications(frames, closed.source());
        for (Contribution part : parts.subList(0, Math.min(3, parts.size()))) {
            List<String> senders = part.subjectKind().equals("statement") ? applications.of(part.subject()) : List.of();
            String evidence = part.subjectKind() + " " + part.subject() + " makes up "
                    + Amount.of(part.share(), "share") + " of it ("
                    + catalog.metric(part.metric()).map(Metric::about).orElse(part.metric()) + " "
                    + Amount.plain(part.now()) + ")"
                    + (senders.isEmpty() ? "" : "; sent by " + String.join(", ", senders));
            causes.add(new Cause(
                    part.subjectKind(),
                    List.of(part.subject()),
                    null,
                    null,
                    held.since(),
                    part.share(),
                    evidence,
                    remedy));
            if (!senders.isEmpty()) {
                causes.add(new Cause(
                        "application", senders, null, null, held.since(), part.share() * 0.9, evidence, remedy));
            }
        }
        if (causes.isEmpty()) {
            causes.add(new Cause(rule.rule(), List.of(known(closed, rule)), null, null, held.since(), 1, says, remedy));
        }
        return causes;
    }

    private static String known(Closed closed, Rule rule) {
        return rule.subject() + " of " + closed.source();
    }
}

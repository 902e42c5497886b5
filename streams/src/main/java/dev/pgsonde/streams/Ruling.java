package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.catalog.Rule.Condition;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Guard;
import dev.pgsonde.streams.alert.RuleAlerts;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Ruled;
import dev.pgsonde.streams.window.Figures;
import dev.pgsonde.streams.window.Ratios;
import dev.pgsonde.streams.window.Ratios.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds a closed window to the rules: what meets all conditions for long enough is told, until it does so no more. */
final class Ruling {
    private final Catalog catalog;
    private final Findings findings;
    private final OpenAlerts openAlerts;
    private final Severities severities;
    private final Words words;
    private final DruidSql sql;
    private final Duration window;

    Ruling(Judgements judgements, Findings findings, OpenAlerts openAlerts, Severities severities, Words words) {
        this.catalog = judgements.catalog();
        this.findings = findings;
        this.openAlerts = openAlerts;
        this.severities = severities;
        this.words = words;
        this.sql = new DruidSql(catalog);
        this.window = judgements.windows().length();
    }

    void judge(Closed closed) {
        for (Rule rule : catalog.rules()) {
            if (isDue(rule, closed.figures())) {
                judge(closed, rule);
            }
        }
    }

    /** Of a view that is looked at seldom nothing is new in the windows between two looks. */
    private boolean isDue(Rule rule, Figures figures) {
        String view = rule.headline().of().terms().get(0).view();
        return catalog.view(view).every() == null || figures.wasLookedAt(view);
    }

    private void judge(Closed closed, Rule rule) {
        Map<String, Ruled> before = new HashMap<>();
        findings.ruled(closed.source(), rule.rule()).forEach(state -> before.put(state.subject(), state));
        met(closed, rule).forEach((subject, met) -> {
            Ruled state = before.remove(subject);
            goOn(closed, rule, state == null ? new Ruled(subject, closed.start(), closed.end(), false) : state, met);
        });
        before.values().forEach(state -> failed(closed, rule, state));
    }

    /** What is shown of a subject that meets all conditions, and what it was asked. */
    private record Met(Ratio headline, List<Guard> guards) {}

    private SortedMap<String, Met> met(Closed closed, Rule rule) {
        List<Condition> conditions = rule.when();
        List<String> by = catalog.labelsOf(rule);
        List<Ratios> ratios = conditions.stream()
                .map(condition -> closed.figures().ratios(condition.of(), condition.per(), by))
                .toList();
        SortedMap<String, Met> met = new TreeMap<>();
        ratios.get(0).forEach((subject, headline) -> {
            List<Guard> guards = new ArrayList<>();
            for (int n = 0; n < conditions.size(); n++) {
                Condition condition = conditions.get(n);
                ratios.get(n)
                        .of(subject)
                        .flatMap(ratio -> guard(condition, ratio))
                        .filter(Guard::passed)
                        .ifPresent(guards::add);
            }
            if (guards.size() == conditions.size()) {
                met.put(subject, new Met(headline, guards));
            }
        });
        return met;
    }

    private static Optional<Guard> guard(Condition condition, Ratio ratio) {
        if (ratio.denominator() <= 0) {
            return Optional.empty();
        }
        double value = (double) ratio.numerator() / ratio.denominator();
        return Optional.of(new Guard(condition.of().toString(), value, condition.limit(), condition.isMet(value)));
    }

    private void goOn(Closed closed, Rule rule, Ruled before, Met met) {
        String source = closed.source();
        String subject = before.subject();
        findings.put(
                source,
                rule.rule(),
                subject,
                findings.series(source, rule.rule(), subject)
                        .plus(new Point(
                                closed.start(),
                                met.headline().numerator(),
                                met.headline().denominator())));
        boolean lasts = Duration.between(before.since(), closed.end()).compareTo(rule.hold()) >= 0;
        if (lasts && !before.told()) {
            tell(closed, rule, before, met.guards());
        }
        findings.put(source, rule.rule(), new Ruled(subject, before.since(), closed.end(), before.told() || lasts));
    }

    private void tell(Closed closed, Rule rule, Ruled state, List<Guard> guards) {
        List<Point> points =
                findings.series(closed.source(), rule.rule(), state.subject()).points();
        RuleAlerts.Held held = new RuleAlerts.Held(state.since(), closed.end(), window, points);
        double value = guards.get(0).value();
        Alert alert = RuleAlerts.firing(
                closed.place(rule.subject(), name(closed, state.subject())),
                rule,
                value,
                held,
                words.telling(closed, rule, state.subject(), guards, held),
                sql);
        openAlerts.open(severities.rated(closed, alert));
    }

    private void failed(Closed closed, Rule rule, Ruled state) {
        if (Duration.between(state.lastMet(), closed.end()).compareTo(rule.patience()) > 0) {
            findings.remove(closed.source(), rule.rule(), state.subject());
            if (state.told()) {
                openAlerts.end(closed.source(), rule.rule(), name(closed, state.subject()), true, closed.end());
            }
        }
    }

    /** The server's own name is its source. */
    private static String name(Closed closed, String subject) {
        return subject.isEmpty() ? closed.source() : subject;
    }
}

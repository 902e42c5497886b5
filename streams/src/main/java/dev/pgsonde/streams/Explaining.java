package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Cause;
import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Contribution;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.cause.BeforeImages;
import dev.pgsonde.streams.cause.Causes;
import dev.pgsonde.streams.cause.Contributions;
import dev.pgsonde.streams.cause.Effects;
import dev.pgsonde.streams.cause.Evidence;
import dev.pgsonde.streams.cause.Onset;
import dev.pgsonde.streams.cause.Spell;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Shift;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.state.Frames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Gathers all that is known around the onset of a change, and makes the alert of it. */
final class Explaining {
    private static final String BEFORE_IMAGES = "before_image_share";
    private static final String FOREIGN_KEYS = "foreign_keys_without_index";

    private final Catalog catalog;
    private final DruidSql sql;
    private final Judge judge;
    private final Duration window;
    private final Findings findings;
    private final Frames frames;
    private final List<Metric> evidence;

    Explaining(Judgements judgements, Judge judge, Findings findings, Frames frames) {
        this.catalog = judgements.catalog();
        this.sql = new DruidSql(catalog);
        this.judge = judge;
        this.window = judgements.windows().length();
        this.findings = findings;
        this.frames = frames;
        this.evidence = catalog.metrics().stream()
                .filter(metric -> metric.evidence() != null)
                .toList();
    }

    Alert alert(Closed closed, Metric metric, String subject, Series series, Shift shift, List<Marker> markers) {
        Instant onset = judge.onset(series, shift, closed.end());
        Spell spell = Spell.around(onset, series.points());
        List<Contribution> parts = contributions(closed.source(), metric, spell, series.points());
        List<Cause> others = new ArrayList<>(
                Evidence.ofMembers(spell, parts, frames.textsOf(closed.source(), FOREIGN_KEYS, "keys")));
        metric.beside().forEach(name -> catalog.metric(name).ifPresent(other -> {
            List<Point> besides = points(closed.source(), name, closed.source());
            others.addAll(Evidence.ofMembers(spell, contributions(closed.source(), other, spell, besides), Map.of()));
        }));
        evidence.stream().filter(each -> moves(each, metric)).forEach(each -> risen(closed.source(), each, spell)
                .ifPresent(others::add));
        List<Point> ceiling =
                metric.ceiling() == null ? List.of() : points(closed.source(), metric.ceiling(), closed.source());
        Onset began = Onset.seen(spell, window, series.points(), ceiling);
        BeforeImages images = BeforeImages.around(began, points(closed.source(), BEFORE_IMAGES, closed.source()));
        Alerts.Judgement judgement = new Alerts.Judgement(
                Causes.rank(metric.metric(), began, markers, images, others),
                parts,
                effects(closed.source(), metric, spell, series.points(), parts, shift));
        return Alerts.firing(
                closed.place(metric.subject(), subject),
                metric,
                series,
                new Alerts.Change(shift, onset, closed.end(), window),
                judgement,
                sql);
    }

    private List<Point> points(String source, String metric, String subject) {
        return findings.series(source, metric, subject).points();
    }

    private List<Contribution> contributions(String source, Metric metric, Spell spell, List<Point> points) {
        List<Contribution> all = new ArrayList<>();
        for (String name : metric.members()) {
            catalog.metric(name)
                    .ifPresent(member ->
                            all.addAll(Contributions.of(spell, metric, points, member, members(source, member))));
        }
        return all;
    }

    private Map<String, List<Point>> members(String source, Metric member) {
        Map<String, List<Point>> members = new TreeMap<>();
        for (String subject : findings.roster(source, member.metric())) {
            members.put(subject, points(source, member.metric(), subject));
        }
        return members;
    }

    /** Batching brings statements that were not there before, so that one of the two views of it may be blind. */
    private Optional<Effects> effects(
            String source, Metric metric, Spell spell, List<Point> points, List<Contribution> parts, Shift shift) {
        Optional<Effects> byWork = Optional.ofNullable(metric.work())
                .flatMap(work -> Effects.byWork(spell, points, points(source, work, source)));
        Optional<Effects> byMembers = Effects.byMembers(parts);
        return Stream.of(byWork, byMembers)
                .flatMap(Optional::stream)
                .filter(effects -> effects.isComposition(metric, shift.isRise()))
                .findFirst()
                .or(() -> byWork)
                .or(() -> byMembers);
    }

    private static boolean moves(Metric evidence, Metric metric) {
        return evidence.evidence() != null && evidence.evidence().moves().contains(metric.metric());
    }

    private Optional<Cause> risen(String source, Metric risen, Spell spell) {
        List<Point> points = points(source, risen.metric(), source);
        List<String> whose = contributions(source, risen, spell, points).stream()
                .filter(part -> part.share() > 0.2)
                .map(Contribution::subject)
                .toList();
        return Evidence.ofRise(spell, risen, points, whose);
    }
}

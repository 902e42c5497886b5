package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.streams.state.Findings;
import dev.pgsonde.streams.window.Ratios;
import dev.pgsonde.streams.window.Ratios.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The subjects of each metric that have a series: those that did most when there was room for them. Whoever does
 * much more than another takes its place.
 */
final class Rosters {
    private static final int MOST = 100;
    /** A subject that comes for the first time may drive out one that does so much less. */
    private static final int MUCH_MORE = 4;

    private static final double LEAST_SHARE = 0.005;

    private final Findings findings;

    Rosters(Findings findings) {
        this.findings = findings;
    }

    /** Metrics of single subjects that are judged, or that others are made up of. */
    static List<Metric> watched(Catalog catalog) {
        Set<String> members = new HashSet<>();
        Stream.concat(
                        catalog.metrics().stream().map(Metric::members),
                        catalog.rules().stream().map(Rule::members))
                .forEach(members::addAll);
        return catalog.metrics().stream()
                .filter(metric -> !metric.isOfServer())
                .filter(metric -> metric.judged() != null || members.contains(metric.metric()))
                .toList();
    }

    List<String> among(Closed closed, Metric metric, Ratios ratios) {
        List<String> roster = findings.roster(closed.source(), metric.metric());
        List<String> wanted = wanted(roster, ratios);
        if (wanted.isEmpty()) {
            return roster;
        }
        List<String> all = new ArrayList<>(roster);
        if (all.size() + wanted.size() > MOST) {
            makeRoom(closed, metric, all, ratios, wanted);
        }
        wanted.stream().limit(Math.max(0, MOST - all.size())).forEach(all::add);
        if (!all.equals(roster)) {
            findings.putRoster(closed.source(), metric.metric(), all);
        }
        return all;
    }

    /** Those that did most first. */
    private static List<String> wanted(List<String> roster, Ratios ratios) {
        Set<String> known = new HashSet<>(roster);
        double least = LEAST_SHARE * ratios.total();
        Map<String, Long> wanted = new HashMap<>();
        ratios.forEach((subject, ratio) -> {
            long done = ratio.numerator();
            if (done > 0 && done >= least && !known.contains(subject)) {
                wanted.put(subject, done);
            }
        });
        return wanted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whoever does least goes, if the newcomer does several times as much; what is told of stays. */
    private void makeRoom(Closed closed, Metric metric, List<String> roster, Ratios ratios, List<String> wanted) {
        List<String> idlest = new ArrayList<>(roster);
        idlest.sort(Comparator.comparingLong(subject -> done(ratios, subject)));
        int next = 0;
        for (String newcomer : wanted) {
            boolean fits = roster.size() + wanted.size() <= MOST;
            if (fits || next == idlest.size() || done(ratios, newcomer) < MUCH_MORE * done(ratios, idlest.get(next))) {
                return;
            }
            String subject = idlest.get(next++);
            if (findings.alert(closed.source(), metric.metric(), subject) == null) {
                roster.remove(subject);
                findings.forget(closed.source(), metric.metric(), subject);
            }
        }
    }

    private static long done(Ratios ratios, String subject) {
        return ratios.ofMoved(subject).map(Ratio::numerator).orElse(0L);
    }
}

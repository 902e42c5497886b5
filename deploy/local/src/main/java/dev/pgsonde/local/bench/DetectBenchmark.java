package dev.pgsonde.local.bench;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Metric.Judgement;
import dev.pgsonde.local.detect.Change;
import dev.pgsonde.local.detect.Contest;
import dev.pgsonde.local.detect.Contest.Agreement;
import dev.pgsonde.local.detect.Corpus;
import dev.pgsonde.local.detect.Oracle;
import dev.pgsonde.local.detect.Recording;
import dev.pgsonde.local.detect.Scenario;
import dev.pgsonde.local.detect.Tally;
import dev.pgsonde.local.detect.Week;
import dev.pgsonde.local.stack.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What our detector sees and what it imagines, beside what others do, on the same series. */
final class DetectBenchmark implements Benchmark {
    /** Where what was recorded of real servers is kept. */
    private static final String NOISE = "deploy/local/src/main/resources/noise";

    private static final List<Change> STEPS =
            List.of(Change.step(1.05), Change.step(1.1), Change.step(1.25), Change.step(2));
    private static final List<Change> TOLD_APART = List.of(Change.step(1.1), Change.step(1.25));
    private static final int WEEKS = 40;
    private static final int QUICK_WEEKS = 4;
    private static final int SERIES = 150;
    private static final int QUICK_SERIES = 10;
    private static final int SERIES_OF_OTHERS = 40;
    private static final int APART = 17;

    @Override
    public String name() {
        return "detect";
    }

    @Override
    public String description() {
        return "what the detector sees and what it imagines, beside five others; --corpus and --seed are for it";
    }

    @Override
    public Outcome run(Workbench at) {
        boolean quick = at.wishes().quick();
        Long wished = at.wishes().seed();
        long seed = wished == null ? Math.floorMod(System.nanoTime() * 0x9E3779B97F4A7C15L, 1_000_000_000L) : wished;
        at.progress().say("seed " + seed + " (again with --seed " + seed + ")");
        List<Contest> ours = Contest.ours();
        List<Contest> all = new ArrayList<>(ours);
        all.addAll(Contest.others());
        List<Recording> recordings = Recording.in(at.world().home().in(NOISE)).stream()
                .filter(Recording::isAlive)
                .toList();
        Map<String, Metric> judged = Catalog.standard().metrics().stream()
                .filter(metric -> metric.judged() != null)
                .collect(Collectors.toMap(Metric::metric, metric -> metric));
        List<Recording> ofJudged = recordings.stream()
                .filter(recording -> judged.containsKey(recording.metric()))
                .toList();
        int apart = quick ? 4 * APART : APART;
        DetectFinding finding = new DetectFinding(
                seed,
                recorded(at.progress(), all, ofJudged, judged, apart),
                byMetric(at.progress(), ours.get(0), recordings, apart),
                nothing(at.progress(), all, seed, quick),
                changes(at.progress(), ours.get(0), seed, quick ? QUICK_SERIES : 2 * SERIES_OF_OTHERS),
                week(at.progress(), seed, quick ? QUICK_WEEKS : WEEKS),
                corpus(at));
        return finding.outcome();
    }

    /** On recordings of real servers, which may be missing; last of all by what knows when to look. */
    private static Map<String, DetectFinding.Recorded> recorded(
            Progress progress, List<Contest> all, List<Recording> recordings, Map<String, Metric> judged, int apart) {
        Map<String, DetectFinding.Recorded> byName = new LinkedHashMap<>();
        if (recordings.isEmpty()) {
            return byName;
        }
        for (Contest contest : all) {
            try (Progress.Step step = progress.begin(contest.name() + " on recordings")) {
                List<Tally> seen = STEPS.stream()
                        .map(change -> contest.ofChange(recordings, change, apart))
                        .toList();
                byName.put(contest.name(), new DetectFinding.Recorded(contest.ofNothing(recordings), STEPS, seen));
                step.done(recordings.size() + " series");
            }
        }
        List<Tally> bound = STEPS.stream()
                .map(change -> Oracle.ofChange(recordings, change, apart))
                .toList();
        byName.put("pgsonde, the catalogue's limits", byCatalogue(recordings, judged, apart));
        byName.put("(knows the onset)", new DetectFinding.Recorded(new Tally(), STEPS, bound));
        return byName;
    }

    /** Ours with each metric's own limits; of the changes only those that its floor lets pass. */
    private static DetectFinding.Recorded byCatalogue(
            List<Recording> recordings, Map<String, Metric> judged, int apart) {
        Tally nothing = new Tally();
        List<Tally> seen = new ArrayList<>(Collections.nCopies(STEPS.size(), new Tally()));
        for (Recording recording : recordings) {
            Metric metric = Objects.requireNonNull(judged.get(recording.metric()));
            Judgement judgement = Objects.requireNonNull(metric.judged());
            Contest contest = Contest.byCatalogue(judgement, metric.worse(), recording.window());
            nothing = nothing.plus(contest.ofNothing(List.of(recording)));
            for (int n = 0; n < STEPS.size(); n++) {
                if (STEPS.get(n).factor() >= 1 + judgement.floor()) {
                    seen.set(n, seen.get(n).plus(contest.ofChange(List.of(recording), STEPS.get(n), apart)));
                }
            }
        }
        return new DetectFinding.Recorded(nothing, STEPS, seen);
    }

    /** Ours, metric by metric, beside what knows when to look. */
    private static Map<String, DetectFinding.OfMetric> byMetric(
            Progress progress, Contest ours, List<Recording> recordings, int apart) {
        Map<String, List<Recording>> metrics = recordings.stream()
                .collect(Collectors.groupingBy(Recording::metric, TreeMap::new, Collectors.toList()));
        Map<String, DetectFinding.OfMetric> byMetric = new LinkedHashMap<>();
        try (Progress.Step step = progress.begin(ours.name() + " metric by metric")) {
            metrics.forEach((metric, some) -> byMetric.put(
                    metric,
                    new DetectFinding.OfMetric(
                            ours.ofNothing(some),
                            TOLD_APART.stream()
                                    .map(change -> ours.ofChange(some, change, apart))
                                    .toList(),
                            TOLD_APART.stream()
                                    .map(change -> Oracle.ofChange(some, change, apart))
                                    .toList())));
            step.done(metrics.size() + " metrics");
        }
        return byMetric;
    }

    private static Week week(Progress progress, long seed, int series) {
        try (Progress.Step step = progress.begin("a week without a change")) {
            Week week = Week.of(seed, series);
            step.done(series + " series");
            return week;
        }
    }

    private static Map<String, Map<Scenario, Tally>> nothing(
            Progress progress, List<Contest> all, long seed, boolean quick) {
        Map<String, Map<Scenario, Tally>> byName = new LinkedHashMap<>();
        int ours = Contest.ours().size();
        for (int n = 0; n < all.size(); n++) {
            Contest contest = all.get(n);
            int series = quick ? QUICK_SERIES : n < ours ? SERIES : SERIES_OF_OTHERS;
            try (Progress.Step step = progress.begin(contest.name() + " on made-up servers without a change")) {
                byName.put(contest.name(), contest.ofNothing(seed, series));
                step.done(series + " series of each kind");
            }
        }
        return byName;
    }

    private static Map<String, Tally> changes(Progress progress, Contest ours, long seed, int series) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        try (Progress.Step step = progress.begin(ours.name() + " on made-up servers with a change")) {
            for (Scenario scenario : Scenario.ALL) {
                for (Change change : STEPS) {
                    tallies.put(scenario + " " + change.text(), ours.ofChange(scenario, change, seed, series));
                }
            }
            Change costly = new Change(10, 0, 20);
            tallies.put("S8 " + costly.text(), ours.ofChange(Scenario.S8, costly, seed, series));
            Change ramp = new Change(1.25, 200, 200);
            tallies.put("S0 " + ramp.text(), ours.ofChange(Scenario.S0, ramp, seed, series));
            step.done(series + " series of each kind");
        }
        return tallies;
    }

    private static Map<String, Agreement> corpus(Workbench at) {
        Path directory = at.wishes().corpus();
        Map<String, Agreement> agreements = new LinkedHashMap<>();
        if (directory != null) {
            Corpus corpus = Corpus.below(directory);
            List<Contest> all = new ArrayList<>(List.of(Contest.ourResults()));
            all.addAll(Contest.others());
            all.add(Contest.batch());
            for (Contest contest : all) {
                try (Progress.Step step = at.progress().begin(contest.name() + " on " + directory)) {
                    agreements.put(contest.name(), contest.with(corpus));
                    step.done(corpus.series().size() + " series");
                }
            }
        }
        return agreements;
    }
}

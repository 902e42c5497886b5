package dev.pgsonde.local.detect;

import dev.pgsonde.catalog.Metric.Judgement;
import dev.pgsonde.catalog.Metric.Worse;
import dev.pgsonde.streams.detect.Detector;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Scale;
import dev.pgsonde.streams.detect.Tier;
import dev.pgsonde.streams.detect.Tuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Puts one detector through the same series as every other. */
public final class Contest {
    /** Windows of a recording before the first change is put in. */
    private static final int HISTORY = 100;
    /** And as many as a detector may make use of. */
    private static final int LONGEST_HISTORY = 300;

    static final double FLOOR = 0.05;
    /** Results of one build each, where a hundredth is much. */
    static final double CORPUS_FLOOR = 0.0125;
    /** A change that people put elsewhere by as many results is the same. */
    private static final int SAME = 10;

    private final Contestant contestant;

    private Contest(Contestant contestant) {
        this.contestant = contestant;
    }

    /** Ours as it is, as it wakes people, and between the two. */
    public static List<Contest> ours() {
        Tuning standard = Tuning.STANDARD;
        return List.of(
                ours("pgsonde", standard, FLOOR, Tier.WARN),
                ours("pgsonde, strict", standard.stricter(), FLOOR, Tier.WARN),
                ours("pgsonde, page", standard, FLOOR, Tier.PAGE));
    }

    /** Ours as the topology runs it on a metric that the catalogue judges. */
    public static Contest byCatalogue(Judgement judgement, Worse worse, Duration window) {
        Limits limits = Limits.of(judgement, worse, window);
        return new Contest(new Pgsonde("pgsonde", new Detector(Tuning.STANDARD), limits, Tier.WARN));
    }

    public static Contest ourResults() {
        return ours("pgsonde", Tuning.RESULTS, CORPUS_FLOOR, Tier.WARN);
    }

    public static List<Contest> others() {
        return List.of(
                new Contest(new FixedDouble()),
                new Contest(new PageHinkley()),
                new Contest(new RobustCusum()),
                new Contest(new Perfherder()),
                new Contest(EDivisive.online()));
    }

    public static Contest batch() {
        return new Contest(EDivisive.batch());
    }

    private static Contest ours(String name, Tuning tuning, double floor, Tier tier) {
        return new Contest(new Pgsonde(name, new Detector(tuning), new Limits(Scale.LOGARITHMIC, floor, 10, 0), tier));
    }

    public String name() {
        return contestant.name();
    }

    /** Series of each kind without a change. */
    public Map<Scenario, Tally> ofNothing(long seed, int series) {
        Map<Scenario, Tally> tallies = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.ALL) {
            tallies.put(scenario, together(series, n -> nothing(scenario.trace(seed(seed, scenario, n)))));
        }
        return tallies;
    }

    /** Series of one kind, changed in their middle. */
    public Tally ofChange(Scenario scenario, Change change, long seed, int series) {
        return together(series, n -> {
            Trace changed = scenario.trace(seed(~seed, scenario, n))
                    .times(change.factor(), Scenario.ONSET, change.ramp())
                    .part(0, Scenario.ONSET + change.within());
            Tally tally = new Tally();
            tally.addStep(Scenario.ONSET, change.within(), contestant.calls(changed));
            return tally;
        });
    }

    private static Tally together(int series, IntFunction<Tally> of) {
        return IntStream.range(0, series).parallel().mapToObj(of).reduce(new Tally(), Tally::plus);
    }

    private Tally nothing(Trace trace) {
        Tally tally = new Tally();
        tally.addNull(trace, contestant.calls(trace));
        return tally;
    }

    private static long seed(long seed, Scenario scenario, int n) {
        return seed + 1_000_003L * n + 31L * scenario.name().hashCode();
    }

    /** What was recorded while nothing was changed. */
    public Tally ofNothing(List<Recording> recordings) {
        return together(recordings.size(), n -> nothing(recordings.get(n).trace()));
    }

    /** The same with a change put in, at every {@code apart} windows in turn. */
    public Tally ofChange(List<Recording> recordings, Change change, int apart) {
        return together(recordings.size(), n -> ofChange(recordings.get(n).trace(), change, apart));
    }

    private Tally ofChange(Trace trace, Change change, int apart) {
        Tally tally = new Tally();
        for (int onset = HISTORY; onset + change.within() <= trace.size(); onset += apart) {
            int from = Math.max(0, onset - LONGEST_HISTORY);
            Trace changed = trace.times(change.factor(), onset, change.ramp()).part(from, onset + change.within());
            tally.addStep(onset - from, change.within(), contestant.calls(changed));
        }
        return tally;
    }

    /** Where it and people agree. */
    public Agreement with(Corpus corpus) {
        int both = 0;
        int alone = 0;
        int missed = 0;
        long windows = 0;
        for (Corpus.Labelled series : corpus.series()) {
            if (series.isLabelled()) {
                TreeSet<Integer> left = new TreeSet<>(series.changes());
                List<Integer> found = new ArrayList<>();
                for (Call call : contestant.calls(series.trace())) {
                    left.subSet(call.onset() - SAME, true, call.onset() + SAME, true).stream()
                            .findFirst()
                            .ifPresentOrElse(found::add, () -> found.add(-1));
                    left.removeAll(found);
                }
                both += (int) found.stream().filter(place -> place >= 0).count();
                alone += (int) found.stream().filter(place -> place < 0).count();
                missed += left.size();
                windows += series.trace().size();
            }
        }
        return new Agreement(both, alone, missed, windows);
    }

    /** Changes that both told, that only the detector told, and that only people told. */
    public record Agreement(int both, int alone, int missed, long windows) {
        public double f1() {
            return windows == 0 ? Double.NaN : 2.0 * both / (2.0 * both + alone + missed);
        }

        public double falsePerThousand() {
            return windows == 0 ? Double.NaN : 1000.0 * alone / windows;
        }
    }
}

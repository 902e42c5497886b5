package dev.pgsonde.prove.effect;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.detect.Recording;
import dev.pgsonde.prove.Figure;
import dev.pgsonde.prove.Proof;
import dev.pgsonde.prove.Trial;
import dev.pgsonde.prove.effect.RecordedSeries.Look;
import dev.pgsonde.schema.Effect.Outcome;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.cause.KnownChange;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Scale;
import dev.pgsonde.streams.detect.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Changes that change nothing, and some that do, are put into recordings of servers on which nothing was changed. */
public final class EffectsProof implements Proof {
    private static final double FLOOR = 0.05;
    private static final int FIRST = 40;
    private static final int SOON = 10;
    private static final Map<Double, String> NAMES = Map.of(1.25, "x1.25", 2.0, "x2");

    @Override
    public String name() {
        return "effects";
    }

    @Override
    public String about() {
        return "the effects of known changes, on recorded noise: how often one is found where there is none, and where there is";
    }

    @Override
    public List<String> parts() {
        return List.of("recorded");
    }

    @Override
    public List<Figure> run(Trial trial) {
        Counts counts = new Counts();
        List<Recording> recordings =
                Recording.in(trial.surroundings().home().in("deploy/local/src/main/resources/noise")).stream()
                        .filter(Recording::isAlive)
                        .toList();
        Map<String, Metric> judged = Catalog.standard().metrics().stream()
                .filter(Metric::isWatched)
                .collect(Collectors.toMap(Metric::metric, metric -> metric));
        Random random = trial.random();
        for (Recording recording : recordings) {
            Metric metric = judged.get(recording.metric());
            if (metric != null) {
                trial.progress().now(recording.server() + " " + metric.metric());
                put(recording, metric, random, trial.times(35, 7), counts);
            }
        }
        return counts.figures();
    }

    /** One after every few windows, each into the recording as it is. */
    private static void put(Recording recording, Metric metric, Random random, int apart, Counts counts) {
        Metric.Judgement judgement = metric.judged();
        if (judgement == null) {
            return;
        }
        Limits limits =
                new Limits(Scale.LOGARITHMIC, FLOOR, Math.max(1, judgement.leastDenominator()), 0, metric.worse());
        RecordedSeries series = new RecordedSeries(recording, limits);
        Series before = Series.EMPTY;
        int next = FIRST + random.nextInt(apart);
        for (int n = 0; n + RecordedSeries.AFTER < series.size(); n++) {
            if (n == next) {
                next += apart;
                KnownChange change = change(recording, metric, series.during(n), random);
                counts.placebo(series.looks(before, n, 1, change));
                for (double factor : NAMES.keySet()) {
                    counts.real(factor, series.looks(before, n, factor, change));
                }
            }
            before = series.after(before, n, 1, List.of());
        }
    }

    /** Of a kind that is known to move the metric, where there is one. */
    private static KnownChange change(Recording recording, Metric metric, Instant at, Random random) {
        List<KnownChange> likely = List.of(
                        of(at, "setting", "full_page_writes"),
                        of(at, "replica_identity", "public.orders"),
                        of(at, "setting", "synchronous_commit"),
                        of(at, "setting", "work_mem"),
                        of(at, "index", "public.orders_by_day"))
                .stream()
                .filter(change -> change.isLikelyToMove(metric.metric()))
                .toList();
        return likely.isEmpty()
                ? KnownChange.of(List.of(marker(at, "deploy", recording.server())), Duration.ofSeconds(10))
                        .get(0)
                : likely.get(random.nextInt(likely.size()));
    }

    private static KnownChange of(Instant at, String kind, String subject) {
        return KnownChange.of(List.of(marker(at, kind, subject)), Duration.ofSeconds(10))
                .get(0);
    }

    private static Marker marker(Instant at, String kind, String subject) {
        return new Marker("recorded", at, kind, "server", subject, "before", "after", null, null);
    }

    /** How often something was found. */
    private static final class Counts {
        private long looks;
        private long moved;
        private final Map<Double, long[]> found =
                NAMES.keySet().stream().collect(Collectors.toMap(factor -> factor, factor -> new long[3]));

        void placebo(List<Look> all) {
            looks += all.size();
            moved += all.stream().filter(look -> look.outcome().isMove()).count();
        }

        void real(double factor, List<Look> all) {
            long[] count = found.getOrDefault(factor, new long[3]);
            count[0]++;
            count[1] += all.stream().anyMatch(look -> look.windows() <= SOON && look.outcome() == Outcome.ROSE) ? 1 : 0;
            count[2] += all.stream().anyMatch(look -> look.outcome() == Outcome.ROSE) ? 1 : 0;
        }

        List<Figure> figures() {
            return List.of(
                    Figure.tried("looks at changes that changed nothing", looks, 1000),
                    Figure.atMost("of them called a change", percent(moved, looks), "%", 0.5),
                    share(1.25, 1, "found within 10 windows", 60),
                    share(1.25, 2, "found within 30 windows", 80),
                    share(2, 1, "found within 10 windows", 90),
                    share(2, 2, "found within 30 windows", 97));
        }

        private Figure share(double factor, int which, String name, double limit) {
            long[] count = found.getOrDefault(factor, new long[3]);
            return Figure.atLeast(NAMES.get(factor) + " " + name, percent(count[which], count[0]), "%", limit);
        }

        private static double percent(long part, long all) {
            return 100.0 * part / Math.max(1, all);
        }
    }
}

package dev.pgsonde.local.detect;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.detect.Judge;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Scale;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Tier;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.detect.Verdict;
import dev.pgsonde.streams.state.SeriesPacking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A week of windows of 30 s in which nothing changes, of each of some series, through what the topology judges them by. */
public record Week(int series, long windows, long notes, long pages, int mostBytes, double microsPerWindow) {
    /** The fleet that it stands for. */
    public static final int SOURCES = 200;

    public static final int METRICS = 40;

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Limits LIMITS = new Limits(Scale.LOGARITHMIC, 0.05, 10, 0);
    private static final int WEIGHED_EVERY = 1000;

    /** Each of another kind, in turn. */
    public static Week of(long seed, int series) {
        long started = System.nanoTime();
        long[] totals = LongStream.range(0, series)
                .parallel()
                .mapToObj(n ->
                        one(Scenario.judged().get((int) (n % Scenario.judged().size())), seed + 7919 * n))
                .reduce(new long[4], Week::sum);
        double micros = (System.nanoTime() - started) / 1e3 / totals[0];
        return new Week(series, totals[0], totals[1], totals[2], (int) totals[3], micros);
    }

    /** Windows, notes, pages, and the most bytes. */
    private static long[] one(Scenario scenario, long seed) {
        Trace trace = scenario.week(seed);
        Judge judge = new Judge(Tuning.STANDARD, WINDOW);
        Series series = Series.EMPTY;
        long[] counts = {trace.size(), 0, 0, 0};
        for (int n = 0; n < trace.size(); n++) {
            Judge.Judged judged = judge.judge(series, point(trace, n), LIMITS, List.of());
            series = judged.series();
            if (judged.verdict() instanceof Verdict.Moved moved) {
                counts[moved.shift().tier() == Tier.PAGE ? 2 : 1]++;
            } else if (judged.verdict() instanceof Verdict.Escalated) {
                counts[2]++;
            }
            if (n % WEIGHED_EVERY == WEIGHED_EVERY - 1) {
                counts[3] = Math.max(counts[3], SeriesPacking.bytes(series));
            }
        }
        return counts;
    }

    private static @Nullable Point point(Trace trace, int n) {
        return Double.isNaN(trace.numerator(n))
                ? null
                : new Point(
                        MONDAY.plus(WINDOW.multipliedBy(n)),
                        Math.round(trace.numerator(n)),
                        Math.round(trace.denominator(n)));
    }

    private static long[] sum(long[] one, long[] other) {
        return new long[] {one[0] + other[0], one[1] + other[1], one[2] + other[2], Math.max(one[3], other[3])};
    }

    public double pagesPerThousand() {
        return 1000.0 * pages / windows;
    }

    /** Of the whole fleet in a week. */
    public double pagesOfFleet() {
        return (double) pages / series * SOURCES * METRICS;
    }
}

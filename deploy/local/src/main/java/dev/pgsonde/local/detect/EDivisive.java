package dev.pgsonde.local.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * E-divisive means in overlapping windows, with a t-test in the place of permutations: weak points first, at ten times
 * the p-value, then the least significant are merged away. On line it is run again after each window, over the newest
 * hundred, and tells the points that it has not told yet.
 */
record EDivisive(String name, double probability, double floor, int history) implements Contestant {
    private static final int WINDOW = 50;
    private static final int SAME = 5;

    static EDivisive online() {
        return new EDivisive("e-divisive + t", 0.001, 0, 2 * WINDOW);
    }

    /** All of the series at once, as for results of a test that are looked at in the end. */
    static EDivisive batch() {
        return new EDivisive("e-divisive, batch", 0.00001, 0.02, Integer.MAX_VALUE);
    }

    @Override
    public List<Call> calls(Trace trace) {
        Levels levels = Levels.of(trace);
        List<Call> calls = new ArrayList<>();
        if (history == Integer.MAX_VALUE) {
            for (int point : points(levels.values())) {
                calls.add(call(levels, point, levels.size() - 1));
            }
            return calls;
        }
        TreeSet<Integer> told = new TreeSet<>();
        for (int end = 2; end <= levels.size(); end++) {
            int from = Math.max(0, end - history);
            for (int point : points(java.util.Arrays.copyOfRange(levels.values(), from, end))) {
                int onset = from + point;
                if (told.subSet(onset - SAME, onset + SAME + 1).isEmpty()) {
                    told.add(onset);
                    calls.add(call(levels, onset, end - 1));
                }
            }
        }
        return calls;
    }

    private static Call call(Levels levels, int onset, int decidedAt) {
        return levels.call(onset, decidedAt, levels.values()[onset] > levels.values()[onset - 1]);
    }

    private List<Integer> points(double[] values) {
        TreeSet<Integer> points = new TreeSet<>();
        int start = 0;
        while (start < values.length) {
            int end = Math.min(values.length, start + WINDOW);
            int newest = split(values, start, end, points);
            start = end == values.length ? values.length : Math.max(newest, start + WINDOW / 2);
        }
        return merged(values, points);
    }

    /** Divides the window where that separates most, again and again while it is significant. */
    private int split(double[] values, int start, int end, TreeSet<Integer> points) {
        TreeSet<Integer> own = new TreeSet<>();
        List<int[]> open = new ArrayList<>(List.of(new int[] {start, end}));
        while (!open.isEmpty()) {
            int[] part = open.remove(open.size() - 1);
            int best = bestSplit(values, part[0], part[1]);
            if (best > part[0] && Segments.probability(values, part[0], best, part[1]) < 10 * probability) {
                own.add(best);
                open.add(new int[] {part[0], best});
                open.add(new int[] {best, part[1]});
            }
        }
        points.addAll(own);
        return own.isEmpty() ? start : own.last();
    }

    /** Where the energy distance between what lies before and after is largest; sums are carried from place to place. */
    private static int bestSplit(double[] values, int start, int end) {
        double across = 0;
        double left = 0;
        double right = 0;
        for (int n = start; n < end; n++) {
            for (int m = start; m < n; m++) {
                right += Math.abs(values[n] - values[m]);
            }
        }
        int best = start;
        double most = Double.NEGATIVE_INFINITY;
        for (int split = start + 1; split < end; split++) {
            double toLeft = 0;
            double toRight = 0;
            for (int n = start; n < end; n++) {
                double distance = Math.abs(values[n] - values[split - 1]);
                toLeft += n < split - 1 ? distance : 0;
                toRight += n >= split ? distance : 0;
            }
            left += toLeft;
            right -= toRight;
            across += toRight - toLeft;
            double before = split - start;
            double after = end - split;
            double energy = 2 * across / (before * after)
                    - (before > 1 ? 2 * left / (before * (before - 1)) : 0)
                    - (after > 1 ? 2 * right / (after * (after - 1)) : 0);
            double statistic = before * after / (before + after) * energy;
            if (statistic > most) {
                most = statistic;
                best = split;
            }
        }
        return best;
    }

    /** Without the least significant, until all are significant and large enough beside their neighbours. */
    private List<Integer> merged(double[] values, TreeSet<Integer> weak) {
        List<Integer> points = new ArrayList<>(weak);
        while (!points.isEmpty()) {
            int worst = -1;
            double most = -1;
            for (int n = 0; n < points.size(); n++) {
                int from = n == 0 ? 0 : points.get(n - 1);
                int to = n == points.size() - 1 ? values.length : points.get(n + 1);
                double chance = Segments.probability(values, from, points.get(n), to);
                double shift = Segments.mean(values, points.get(n), to) - Segments.mean(values, from, points.get(n));
                double badness = chance >= probability ? chance : Math.abs(shift) < floor ? probability : -1;
                if (badness > most) {
                    most = badness;
                    worst = n;
                }
            }
            if (most < probability) {
                break;
            }
            points.remove(worst);
        }
        return points;
    }
}

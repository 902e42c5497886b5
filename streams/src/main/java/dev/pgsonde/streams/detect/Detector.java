package dev.pgsonde.streams.detect;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Compares the newest windows, at several scales, with a baseline of which they never were part. */
public final class Detector {
    private static final int[] SCALES = {5, 8, 12, 16, 20};
    /** The shortest scale is trusted with a doubling only, or with half of that beside a known event. */
    private static final double LARGE = StrictMath.log(2);

    private static final double LARGE_NEAR_EVENT = StrictMath.log(1.5);

    private final Tuning tuning;

    public Detector(Tuning tuning) {
        this.tuning = tuning;
    }

    /**
     * Whether the newest of {@code logs} stand above the oldest for good.
     *
     * @param floor the smallest shift worth telling, as a logarithm
     * @param nearEvent whether something is known to have happened beside the window of that index
     */
    public Optional<Shift> rise(double[] logs, double floor, IntPredicate nearEvent) {
        int recent = Math.min(tuning.quarantine(), logs.length - tuning.warmUp());
        if (recent < 8 || isClearlyStill(logs, recent, floor)) {
            return Optional.empty();
        }
        Baseline baseline = Baseline.of(Arrays.copyOf(logs, logs.length - recent));
        for (int k : SCALES) {
            if (k > recent || k + 2 > baseline.size()) {
                break;
            }
            Optional<Shift> shift = rise(logs, baseline, k, floor, nearEvent);
            if (shift.isPresent()) {
                return shift;
            }
        }
        return Optional.empty();
    }

    /** Cheap, and true of nearly every window: neither the newest five nor all the newest lie near the floor. */
    private static boolean isClearlyStill(double[] logs, int recent, double floor) {
        double level = Baseline.median(Arrays.copyOf(logs, logs.length - recent));
        double newest = Baseline.median(tail(logs, 5)) - level;
        double all = Baseline.median(tail(logs, recent)) - level;
        return Math.max(newest, all) < 0.6 * floor;
    }

    private Optional<Shift> rise(double[] logs, Baseline baseline, int k, double floor, IntPredicate nearEvent) {
        int first = logs.length - k;
        double ahead = first - baseline.size() + (k + 1) / 2.0;
        double expected = baseline.expected(ahead);
        double[] newest = tail(logs, k);
        double size = Baseline.median(newest) - expected;
        int onset = onset(logs, baseline.size(), expected, size);
        boolean event = nearEvent.test(onset);
        if (size < floor || (k < 8 && size < (event ? LARGE_NEAR_EVENT : LARGE))) {
            return Optional.empty();
        }
        double mean = baseline.meanScore(newest, expected);
        double score = mean / baseline.errorOfMean(k, ahead);
        double threshold = event ? tuning.thresholdNearEvent() : tuning.threshold();
        if (score < threshold || mean <= baseline.largestMean(k) || !isStillThere(newest, expected, size)) {
            return Optional.empty();
        }
        return Optional.of(new Shift(onset, expected, baseline.spread(), baseline.size(), size, score, threshold));
    }

    /** Nearly all of the newest eight, and each of the last three, stand above half the shift. */
    private static boolean isStillThere(double[] newest, double expected, double size) {
        double[] last = tail(newest, Math.min(8, newest.length));
        int above = 0;
        for (int n = 0; n < last.length; n++) {
            boolean high = last[n] - expected > size / 2;
            if (!high && n >= last.length - 3) {
                return false;
            }
            above += high ? 1 : 0;
        }
        return above >= 0.85 * last.length;
    }

    /** The window from which on most of the shift has been there. */
    private static int onset(double[] logs, int firstRecent, double expected, double size) {
        int onset = logs.length - 1;
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int n = logs.length - 1; n >= firstRecent; n--) {
            sum += Math.min(size, logs[n] - expected) - size / 2;
            if (sum > best) {
                best = sum;
                onset = n;
            }
        }
        return onset;
    }

    private static double[] tail(double[] values, int count) {
        return Arrays.copyOfRange(values, values.length - count, values.length);
    }
}

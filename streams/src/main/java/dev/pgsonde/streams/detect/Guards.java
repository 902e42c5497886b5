package dev.pgsonde.streams.detect;

import java.util.ArrayList;
import java.util.List;

/** What a contrast must pass to be a change, the cheap before the dear: after one that fails, no other is asked. */
final class Guards {
    /** A contrast that only equals the largest before it is none. */
    private static final double TIED = 0.25;

    private static final double MOST = 0.85;
    private static final double STEEP = 0.65;
    private static final double HALF = 0.5;
    /** Of what noise alone would take away from a half of the windows, so much is forgiven. */
    private static final double FORGIVEN = 0.5;
    /** Fewer have no halves worth comparing. */
    private static final int LEAST_FOR_HALVES = 10;

    private static final int NEWEST = 8;
    private static final int LAST = 3;

    private final Contrast contrast;
    private final Limits limits;
    private final Rules rules;
    private final double noisy;

    Guards(Contrast contrast, Limits limits, Rules rules) {
        this.contrast = contrast;
        this.limits = limits;
        this.rules = rules;
        noisy = contrast.noise().spread() / Math.max(contrast.size(), 1e-12);
    }

    List<Guard> all(double floor, double threshold, double usualDenominator) {
        List<Guard> guards = new ArrayList<>();
        guards.add(Guard.atLeast("floor", contrast.size(), floor));
        if (!lastPassed(guards)) {
            return guards;
        }
        guards.add(Guard.atLeast("least_excess", excess(usualDenominator), limits.leastExcess()));
        guards.add(Guard.atLeast("score", score(), threshold));
        if (!lastPassed(guards)) {
            return guards;
        }
        Noise noise = contrast.noise();
        double largest = noise.largest(contrast.windows(), contrast.sign(), !rules.sudden());
        guards.add(Guard.atLeast("largest_before", contrast.mean(), largest + TIED * noise.deviation()));
        if (lastPassed(guards)) {
            addLasting(guards);
        }
        return guards;
    }

    /** In deviations. */
    double score() {
        return contrast.mean() / contrast.deviation();
    }

    private static boolean lastPassed(List<Guard> guards) {
        return guards.get(guards.size() - 1).passed();
    }

    /** That it came at once, has been there all the time, and is still there. */
    private void addLasting(List<Guard> guards) {
        guards.add(Guard.atLeast("persistence", contrast.persistence(NEWEST), persistence()));
        guards.add(Guard.atLeast("last_three", contrast.beyond(LAST), noisy < 0.5 ? LAST : noisy < 1 ? 2 : 1));
        double forgiven = FORGIVEN
                * noisy
                * contrast.noise().deviation(Math.max(1, contrast.windows() / 2), Noise.REFERENCE, contrast.sign());
        if (rules.sudden()) {
            guards.add(Guard.atLeast("steepness", contrast.steepness(), STEEP - forgiven));
        }
        if (contrast.windows() >= LEAST_FOR_HALVES) {
            guards.add(Guard.atLeast("weaker_half", contrast.weakerHalf(), HALF - forgiven));
        }
    }

    /** Where single windows spread as much as the shift is large, not all of them can show it. */
    private double persistence() {
        double share = 1 / (1 + StrictMath.exp(-MOST / Math.max(noisy, 1e-3)));
        int count = Math.min(NEWEST, contrast.windows());
        return Math.min(MOST, share - Math.sqrt(share * (1 - share) / count));
    }

    /** What a window shows more, or less, of the numerator. */
    private double excess(double usualDenominator) {
        double before = limits.scale().level(contrast.reference());
        double now = limits.scale().level(contrast.newest());
        return Math.abs(now - before) * usualDenominator;
    }
}

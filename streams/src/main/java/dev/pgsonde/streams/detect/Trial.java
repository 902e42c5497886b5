package dev.pgsonde.streams.detect;

import java.util.List;
import java.util.function.IntPredicate;

/** Tests, at several scales, whether the newest values of a series are another level than those before them. */
final class Trial {
    /** Below that part of the floor there is nothing to test. */
    private static final double NEAR = 0.7;
    /** A deviation that is known from few stretches is known badly. */
    private static final double FEW = 0.5;

    /** So is all that is known of so short a past. */
    private static final double SHORT = 40;

    private static final double BETTER = 1.5;

    private static final int SELDOM = 2;

    private static final double MOSTLY = 0.75;

    private static final double LEAST_SPREAD = 0.01;

    private final Rules rules;
    private final Limits limits;
    private final Memory memory;
    private final IntPredicate nearEvent;

    /** {@code nearEvent} says whether something is known to have happened beside what is so many levels old. */
    Trial(Rules rules, Limits limits, Memory memory, IntPredicate nearEvent) {
        this.rules = rules;
        this.limits = limits;
        this.memory = memory;
        this.nearEvent = nearEvent;
    }

    /** The first scale that passes every guard, or else the guards of the one that came furthest. */
    Verdict verdict(double[] values, int past) {
        int present = present(values, past);
        if (present > SELDOM && present < MOSTLY * Math.min(Noise.REFERENCE, past)) {
            return new Verdict.Quiet(List.of(new Guard("seldom_present", present, SELDOM, false)));
        }
        double usual = usual(values, past);
        double floor = limits.scale().floor(limits.floor(), usual);
        if (isClearlyStill(values, past, NEAR * floor)) {
            return Verdict.Quiet.PLAIN;
        }
        double leastSpread = limits.scale().floor(Math.min(LEAST_SPREAD, limits.floor() / 4), usual);
        Noise noise = new Noise(values, past, leastSpread, rules);
        List<Guard> furthest = List.of();
        for (int k : rules.scales()) {
            if (k > values.length - past || values.length - k < rules.leastReference()) {
                break;
            }
            Contrast contrast = new Contrast(values, noise, k);
            int ago = contrast.ago(values.length - past);
            double strictness = strictness(contrast, past, ago);
            Guards guards = new Guards(contrast, limits, rules);
            List<Guard> all = guards.all(floor, rules.warn() * strictness, memory.denominator());
            if (all.stream().allMatch(Guard::passed)) {
                Episode.Candidate candidate =
                        Episode.Candidate.of(contrast.sign(), contrast.size(), limits.scale(), usual);
                all.add(memory.episode().guard(candidate, memory.known(), isNear(ago)));
                all.add(memory.day().guard(contrast.sign(), contrast.newest(), contrast.size()));
            }
            if (all.stream().allMatch(Guard::passed)) {
                return new Verdict.Moved(shift(contrast, guards.score(), ago, strictness, all));
            }
            furthest = all.size() > furthest.size() ? all : furthest;
        }
        return new Verdict.Quiet(furthest);
    }

    private double strictness(Contrast contrast, int past, int ago) {
        double stretches = contrast.noise().stretches(contrast.windows());
        return Math.sqrt(1 + FEW / stretches + SHORT * SHORT / ((double) past * past))
                * (limits.isBetter(contrast.sign()) ? BETTER : 1)
                * (isNear(ago) ? rules.nearEvent() : 1);
    }

    private boolean isNear(int ago) {
        return nearEvent.test(rules.levels(ago));
    }

    private Shift shift(Contrast contrast, double score, int ago, double strictness, List<Guard> guards) {
        boolean page = score >= rules.page() * strictness;
        return new Shift(
                contrast.sign(),
                ago,
                rules.span(),
                limits.scale(),
                contrast.reference(),
                contrast.size(),
                contrast.noise().spread(),
                contrast.baselineWindows(),
                score,
                (page ? rules.page() : rules.warn()) * strictness,
                page ? Tier.PAGE : Tier.WARN,
                guards);
    }

    /** Cheap, and true of nearly every window: neither the newest few nor all the newest lie near the floor. */
    private boolean isClearlyStill(double[] values, int past, double near) {
        double level = Median.of(values, Math.max(0, past - Noise.REFERENCE), past);
        int few = Math.min(rules.scales().get(0), values.length - past);
        return Math.abs(Median.of(values, values.length - few, values.length) - level) < near
                && Math.abs(Median.of(values, past, values.length) - level) < near;
    }

    /** How many of the newest past levels are not nothing: what comes and goes has no level, what appears has none yet. */
    private int present(double[] values, int past) {
        int present = 0;
        for (int n = Math.max(0, past - Noise.REFERENCE); n < past; n++) {
            present += limits.scale().isNothing(values[n]) ? 0 : 1;
        }
        return present;
    }

    /** How far from nothing the values are; logarithms have no such distance. */
    private double usual(double[] values, int past) {
        if (limits.scale() == Scale.LOGARITHMIC) {
            return 1;
        }
        double[] sizes = new double[past];
        for (int n = 0; n < past; n++) {
            sizes[n] = Math.abs(values[n]);
        }
        return Math.max(Median.of(sizes), 1e-12);
    }
}

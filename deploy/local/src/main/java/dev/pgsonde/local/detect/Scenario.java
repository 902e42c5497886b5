package dev.pgsonde.local.detect;

import java.util.List;

/**
 * A made-up server on which nothing changes. The logarithm of what one unit of work costs wanders (first-order
 * autoregression) around a level that its troubles move; how much work there is in a window is a Poisson number, and what
 * each unit costs varies, so that windows of little work say little.
 */
public record Scenario(String name, String about, Course course) {
    public static final Scenario S0 = new Scenario("S0", "calm: phi .3, sd 5 %", new Course());
    public static final Scenario S1 = new Scenario("S1", "sluggish: phi .8", new Course().phi(0.8));
    public static final Scenario S2 = new Scenario("S2", "noisy: sd 20 %", new Course().deviation(0.2));
    public static final Scenario S3 = new Scenario("S3", "diurnal: +-20 % every 480", new Course().diurnal(0.2));
    public static final Scenario S4 = new Scenario("S4", "checkpoints: a saw, +100 % every 10", new Course().saw(1));
    public static final Scenario S5 = new Scenario("S5", "spikes: 1 % of windows x3", new Course().spikes(0.01));
    public static final Scenario S6 = new Scenario("S6", "bursts: 3-5 windows x1.5", new Course().bursts(0.008));
    public static final Scenario S7 = new Scenario("S7", "warm-up: from x3, tau 15", new Course().warmUp(15));
    public static final Scenario S8 =
            new Scenario("S8", "idle: 2 units a window, 40 % empty", new Course().idle(2, 0.4));
    public static final Scenario S9 = new Scenario("S9", "resets: 3, cold cache after", new Course().resets(3));
    public static final Scenario S10 = new Scenario("S10", "heavy tail: 10 % with sd 40 %", new Course().heavy(0.4));
    public static final Scenario S11 = new Scenario("S11", "slow drift: +5 % in 1000", new Course().drift(0.05));

    /** Those that the bar speaks of, and two that are harder. */
    public static final List<Scenario> ALL = List.of(S0, S1, S2, S3, S4, S5, S6, S7, S8, S9, S10, S11);

    static final int LENGTH = 1000;
    static final int ONSET = 500;
    static final int WEEK = 20_160;

    private static final double COST = 100;
    private static final int DAY = 480;
    private static final int SAW = 10;
    private static final int TOOTH = 3;
    private static final int COLD = 10;

    /** What troubles the server; all zero but the noise that every server has. */
    record Course(
            double phi,
            double deviation,
            double rate,
            double costSpread,
            double heavy,
            double spikes,
            double bursts,
            double diurnal,
            double saw,
            double warmUp,
            double empty,
            int resets,
            double drift) {
        Course() {
            this(0.3, 0.05, 500, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        Course phi(double to) {
            return new Course(to, deviation, rate, costSpread, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        Course deviation(double to) {
            return new Course(phi, to, rate, costSpread, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        Course idle(double units, double share) {
            return new Course(phi, deviation, units, 1.5, 0, 0, 0, 0, 0, 0, share, 0, 0);
        }

        Course heavy(double to) {
            return new Course(phi, deviation, rate, costSpread, to, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        Course spikes(double to) {
            return new Course(phi, deviation, rate, costSpread, 0, to, 0, 0, 0, 0, 0, 0, 0);
        }

        Course bursts(double to) {
            return new Course(phi, deviation, rate, costSpread, 0, 0, to, 0, 0, 0, 0, 0, 0);
        }

        Course diurnal(double to) {
            return new Course(phi, deviation, rate, costSpread, 0, 0, 0, to, 0, 0, 0, 0, 0);
        }

        Course saw(double to) {
            return new Course(phi, deviation, rate, costSpread, 0, 0, 0, 0, to, 0, 0, 0, 0);
        }

        Course warmUp(double to) {
            return new Course(phi, deviation, rate, costSpread, 0, 0, 0, 0, 0, to, 0, 0, 0);
        }

        Course resets(int to) {
            return new Course(phi, deviation, rate, costSpread, 0, 0, 0, 0, 0, 0, 0, to, 0);
        }

        Course drift(double to) {
            return new Course(phi, deviation, rate, costSpread, 0, 0, 0, 0, 0, 0, 0, 0, to);
        }
    }

    /** A series without a change. */
    Trace trace(long seed) {
        return trace(seed, LENGTH, DAY);
    }

    /** A week of windows of 30 s, with true days, without a change. */
    Trace week(long seed) {
        return trace(seed, WEEK, WEEK / 7);
    }

    private Trace trace(long seed, int length, int day) {
        Chance chance = new Chance(seed);
        double[] logs = wander(chance, length);
        trouble(logs, day, chance);
        double[] numerators = new double[length];
        double[] denominators = new double[length];
        for (int n = 0; n < logs.length; n++) {
            double rate = course.diurnal() == 0
                    ? course.rate()
                    : course.rate() * (1 + 0.6 * StrictMath.sin(2 * Math.PI * n / day));
            int work = chance.of(course.empty()) ? 0 : chance.poisson(rate);
            double shape = work / (course.costSpread() * course.costSpread());
            denominators[n] = work;
            numerators[n] = work == 0 ? 0 : work * COST * StrictMath.exp(logs[n]) * chance.gamma(shape);
        }
        reset(numerators, chance);
        return new Trace(numerators, denominators);
    }

    private double[] wander(Chance chance, int length) {
        double[] logs = new double[length];
        double innovation = course.deviation() * StrictMath.sqrt(1 - course.phi() * course.phi());
        logs[0] = course.deviation() * chance.normal();
        for (int n = 1; n < logs.length; n++) {
            logs[n] = course.phi() * logs[n - 1] + innovation * chance.normal();
        }
        return logs;
    }

    private void trouble(double[] logs, int day, Chance chance) {
        double hour = 2 * Math.PI * chance.uniform();
        int phase = chance.below(SAW);
        for (int n = 0; n < logs.length; n++) {
            logs[n] += chance.of(0.1) ? course.heavy() * chance.normal() : 0;
            logs[n] += course.diurnal() * StrictMath.sin(2 * Math.PI * n / day + hour);
            int tooth = (n + phase) % SAW;
            logs[n] += tooth < TOOTH ? StrictMath.log1p(course.saw() * (1 - (double) tooth / TOOTH)) : 0;
            logs[n] += chance.of(course.spikes()) ? StrictMath.log(3) : 0;
            logs[n] += course.warmUp() == 0 ? 0 : StrictMath.log(1 + 2 * StrictMath.exp(-n / course.warmUp()));
            logs[n] += StrictMath.log1p(course.drift()) * n / logs.length;
        }
        for (int n = 0; n < logs.length; n++) {
            if (chance.of(course.bursts())) {
                int end = Math.min(logs.length, n + 3 + chance.below(3));
                for (; n < end; n++) {
                    logs[n] += StrictMath.log(1.5);
                }
            }
        }
    }

    /** A window without an answer, and caches that fill again after it. */
    private void reset(double[] numerators, Chance chance) {
        for (int count = 0; count < course.resets() * numerators.length / LENGTH; count++) {
            int at = 100 + chance.below(numerators.length - 160);
            numerators[at] = Double.NaN;
            for (int n = 0; n < COLD; n++) {
                numerators[at + 1 + n] *= 1 + StrictMath.exp(-n / 3.0);
            }
        }
    }

    /** Those that the bar speaks of. */
    public static List<Scenario> judged() {
        return ALL.subList(0, ALL.indexOf(S9) + 1);
    }

    /** Where the bar is lower: its noise looks most like changes. */
    public boolean isHard() {
        return List.of(S1, S3, S6).contains(this);
    }

    @Override
    public String toString() {
        return name;
    }
}

package dev.pgsonde.streams.detect;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Reads a series window by window, and says when it has moved. Constant work a window; all that it knows of a series is
 * its {@link Memory}.
 */
public final class Detector {
    /** Windows of a slow twin, which sees what comes so slowly that the fast one gets used to it. */
    static final int TEN = 10;

    static final int MOST_TENS = 72;

    private static final int GRACE = 10;
    /** Where windows are missing all the time, that is no sign of a restart. */
    private static final double TOLERATED = 4;

    private static final int MOST_CARRIED = 60;
    private static final int SLOW_QUARANTINE = 20;
    private static final int SLOW_WARM_UP = 30;
    private static final int PERIOD_EVERY = 16;
    private static final int LEAST_NEWEST = 6;

    private final Tuning tuning;
    private final Rules fast;
    private final Rules slow;

    public Detector(Tuning tuning) {
        this.tuning = tuning;
        fast = Rules.ofLevels(tuning);
        slow = Rules.ofTens(tuning);
    }

    /** What a window said, and what is remembered now. */
    public record Step(Memory memory, Verdict verdict) {}

    /** One more window, at no known hour of the day. */
    public Step step(Memory memory, Reading reading, Limits limits, IntPredicate nearEvent) {
        return step(memory, reading, limits, Moment.of(nearEvent));
    }

    /** One more window. */
    public Step step(Memory memory, Reading reading, Limits limits, Moment moment) {
        if (reading instanceof Reading.Unknown) {
            return quiet(memory.interrupted(memory.unrest() < TOLERATED ? GRACE : 0));
        }
        if (reading instanceof Reading.Value value) {
            return memory.grace() > 0
                    ? quiet(memory.inGrace(memory.grace() - 1))
                    : judged(memory.after(1), limits.scale().of(value.value()), limits, moment);
        }
        Reading.Quotient quotient = (Reading.Quotient) reading;
        if (quotient.denominator() <= 0) {
            return quiet(memory);
        }
        if (memory.grace() > 0) {
            return quiet(memory.inGrace(memory.grace() - 1));
        }
        return carried(memory, quotient, limits, moment);
    }

    private Step carried(Memory memory, Reading.Quotient window, Limits limits, Moment moment) {
        Carry carry = memory.carry().plus(window);
        boolean counts = Math.rint(window.denominator()) == window.denominator();
        if (carry.numerator() < 0 || (counts && carry.denominator() < limits.leastDenominator())) {
            if (carry.windows() >= MOST_CARRIED) {
                return quiet(memory.carrying(Carry.NOTHING));
            }
            return few(memory.carrying(carry), limits);
        }
        return judged(
                memory.carrying(carry).after(carry.denominator()),
                limits.scale().of(carry.numerator() / carry.denominator()),
                limits,
                moment);
    }

    private Step few(Memory memory, Limits limits) {
        if (memory.latch() != null
                || memory.values().size() < tuning.warmUp() + LEAST_NEWEST
                || !FewEvents.concerns(memory, limits)) {
            return quiet(memory);
        }
        return new FewEvents(memory, limits, tuning)
                .shift()
                .filter(shift -> memory.episode()
                        .guard(
                                Episode.Candidate.of(shift.sign(), shift.size(), limits.scale(), 1),
                                memory.known(),
                                false)
                        .passed())
                .map(shift -> latch(memory, shift, limits))
                .orElseGet(() -> quiet(memory));
    }

    private Step judged(Memory memory, double level, Limits limits, Moment moment) {
        return memory.latch() == null
                ? watch(memory, level, limits, moment)
                : follow(memory, memory.latch().plus(level, tuning.acceptAfter()), limits, moment);
    }

    private Step watch(Memory before, double level, Limits limits, Moment moment) {
        Memory memory = extended(before, level, limits.scale()).on(before.day().plus(moment.hour(), level));
        int size = memory.values().size();
        int newest = Math.min(tuning.quarantine(), size - tuning.warmUp());
        if (newest < LEAST_NEWEST) {
            return quiet(memory);
        }
        double[] levels = memory.values().toArray();
        int past = size - newest;
        if (memory.known() % PERIOD_EVERY == 0) {
            memory = memory.repeating(Season.period(levels, past));
        }
        Trial trial = new Trial(fast, limits, memory, moment.nearEvent());
        Verdict verdict = trial.verdict(Season.without(levels, past, memory.period()), past);
        if (verdict instanceof Verdict.Quiet && memory.block().size() == 0) {
            Verdict twin = ofTens(memory, limits, moment);
            verdict = twin instanceof Verdict.Moved ? twin : verdict;
        }
        return verdict instanceof Verdict.Moved moved
                ? latch(
                        memory,
                        isWellKnown(memory, moved.shift(), moment)
                                ? moved.shift()
                                : moved.shift().asNote(),
                        limits)
                : new Step(memory, verdict);
    }

    /** Nobody is woken by what has not been watched for long, but beside an event. */
    private boolean isWellKnown(Memory memory, Shift shift, Moment moment) {
        return memory.known() >= tuning.history()
                || (shift.span() == Span.LEVEL && moment.nearEvent().test(shift.ago()));
    }

    private Verdict ofTens(Memory memory, Limits limits, Moment moment) {
        int newest = Math.min(SLOW_QUARANTINE, memory.tens().size() - SLOW_WARM_UP);
        if (newest < slow.scales().get(0)) {
            return Verdict.Quiet.PLAIN;
        }
        return new Trial(slow, limits, memory, moment.nearEvent())
                .verdict(memory.tens().toArray(), memory.tens().size() - newest);
    }

    private Memory extended(Memory memory, double level, Scale scale) {
        Track block = memory.block().plus(level, TEN);
        boolean full = block.size() == TEN;
        return memory.having(
                memory.values().plus(level, tuning.history()),
                full ? memory.tens().plus(middle(block, scale), MOST_TENS) : memory.tens(),
                full ? Track.EMPTY : block);
    }

    /** The mean of the six in the middle, without those that are nothing unless most are. */
    private static double middle(Track block, Scale scale) {
        double[] sorted = block.toArray();
        Arrays.sort(sorted);
        double sum = 0;
        int count = 0;
        for (int n = 2; n < TEN - 2; n++) {
            boolean counts = scale.isNothing(sorted[TEN / 2]) || !scale.isNothing(sorted[n]);
            sum += counts ? sorted[n] : 0;
            count += counts ? 1 : 0;
        }
        return Math.rint(sum / count * Scale.STEPS) / Scale.STEPS;
    }

    private Step latch(Memory memory, Shift shift, Limits limits) {
        int ago = Math.min(memory.values().size(), levels(memory, shift, limits));
        int patience = Math.max(tuning.resolveAfter(), Math.min(15, ago / 2));
        Latch latch = Latch.of(shift, memory.values().newest(Math.min(ago, tuning.acceptAfter())), patience);
        Memory next = memory.having(
                        memory.values().withoutNewest(ago),
                        memory.tens().withoutNewest((ago + TEN - 1) / TEN),
                        Track.EMPTY)
                .latched(latch);
        return new Step(next, new Verdict.Moved(shift));
    }

    private static int levels(Memory memory, Shift shift, Limits limits) {
        return switch (shift.span()) {
            case LEVEL -> shift.ago();
            case TEN -> TEN * shift.ago();
            case WINDOW ->
                (int) Math.ceil(
                        memory.carry().denominators().newest(shift.ago()).sum() / limits.leastDenominator());
        };
    }

    private Step follow(Memory memory, Latch latch, Limits limits, Moment moment) {
        if (latch.back() >= latch.patience()) {
            Track rejoined = memory.values().plus(latch.since().newest(latch.back()), tuning.history());
            return new Step(
                    memory.having(rejoined, memory.tens(), Track.EMPTY).resolved(latch), new Verdict.Resolved());
        }
        if (latch.age() >= tuning.acceptAfter()) {
            return new Step(accepted(memory, latch), new Verdict.Accepted());
        }
        return escalated(memory.latched(latch), latch, limits, moment);
    }

    /** With more windows a shift that was worth a note may be sure enough to wake somebody. */
    private Step escalated(Memory memory, Latch latch, Limits limits, Moment moment) {
        int newest = latch.since().size();
        int past = memory.values().size();
        if (latch.tier() == Tier.PAGE
                || newest > tuning.quarantine()
                || newest < LEAST_NEWEST
                || past < tuning.warmUp()) {
            return quiet(memory);
        }
        double[] levels = memory.values().plus(latch.since(), past + newest).toArray();
        Verdict verdict = new Trial(fast.paging(newest), limits, memory, moment.nearEvent())
                .verdict(Season.without(levels, past, memory.period()), past);
        return verdict instanceof Verdict.Moved moved
                        && moved.shift().sign() == latch.sign()
                        && isWellKnown(memory, moved.shift(), moment)
                ? new Step(memory.latched(latch.escalated()), new Verdict.Escalated(moved.shift()))
                : quiet(memory);
    }

    /** Somebody says that what an alert tells of is normal. */
    Memory accepted(Memory memory) {
        return memory.latch() == null ? memory : accepted(memory, memory.latch());
    }

    /** What was known of the series' noise stays known, at the new level. */
    private Memory accepted(Memory memory, Latch latch) {
        double[] since = latch.since().toArray();
        double moved = Math.rint((Median.of(since) - latch.reference()) * Scale.STEPS) / Scale.STEPS;
        return memory.having(
                        memory.values().moved(moved).plus(latch.since(), tuning.history()),
                        memory.tens().moved(moved),
                        Track.EMPTY)
                .on(memory.day().moved(moved))
                .latched(null);
    }

    private static Step quiet(Memory memory) {
        return new Step(memory, Verdict.Quiet.PLAIN);
    }
}

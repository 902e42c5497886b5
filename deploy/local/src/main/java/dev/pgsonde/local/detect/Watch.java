package dev.pgsonde.local.detect;

import dev.pgsonde.streams.detect.Detector;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Memory;
import dev.pgsonde.streams.detect.Reading;
import dev.pgsonde.streams.detect.Shift;
import dev.pgsonde.streams.detect.Tier;
import dev.pgsonde.streams.detect.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads a series window by window, as the topology would, and notes what is told. */
final class Watch {
    private static final int BEFORE = 3;
    private static final int AFTER = 1;

    private final Detector detector;
    private final Limits limits;
    private final Tier tier;
    private final BitSet events = new BitSet();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> used = new ArrayList<>();
    private Memory memory = Memory.NONE;
    private int start = -1;

    Watch(Detector detector, Limits limits, Tier tier) {
        this.detector = detector;
        this.limits = limits;
        this.tier = tier;
    }

    /** A shift, and the windows, counted from zero, in which it began and was told. */
    record Told(int onset, int decidedAt, Shift shift) {}

    List<Told> over(Trace trace) {
        return over(trace, new BitSet());
    }

    List<Told> over(Trace trace, BitSet eventsOfTrace) {
        List<Told> told = new ArrayList<>();
        for (int window = 0; window < trace.size(); window++) {
            events.set(window, eventsOfTrace.get(window));
            Verdict verdict = step(window, reading(trace, window));
            if (verdict instanceof Verdict.Moved moved && isTold(moved.shift())) {
                told.add(new Told(onset(moved.shift()), window, moved.shift()));
            } else if (verdict instanceof Verdict.Escalated escalated && tier == Tier.PAGE) {
                told.add(new Told(onset(escalated.shift()), window, escalated.shift()));
            }
        }
        return told;
    }

    private boolean isTold(Shift shift) {
        return tier == Tier.WARN || shift.tier() == Tier.PAGE;
    }

    private static Reading reading(Trace trace, int window) {
        if (Double.isNaN(trace.numerator(window))) {
            return new Reading.Unknown();
        }
        return trace.hasDenominator(window)
                ? new Reading.Quotient(trace.numerator(window), trace.denominator(window))
                : new Reading.Value(trace.numerator(window));
    }

    /** A level may stand for several windows: it starts with the first of them. */
    private Verdict step(int window, Reading reading) {
        int first = start < 0 ? window : start;
        Detector.Step step = detector.step(memory, reading, limits, ago -> isNear(levelStart(ago - 1, first)));
        if (reading instanceof Reading.Quotient quotient && quotient.denominator() > 0) {
            used.add(window);
        }
        boolean carrying = step.memory().carry().windows() > 0;
        boolean level = step.memory().known() > memory.known();
        memory = step.memory();
        start = carrying ? first : -1;
        if (level) {
            starts.add(first);
        }
        return step.verdict();
    }

    private int levelStart(int ago, int first) {
        return ago == 0 ? first : starts.get(Math.max(0, starts.size() - ago));
    }

    private boolean isNear(int onset) {
        int event = events.nextSetBit(Math.max(0, onset - BEFORE));
        return event >= 0 && event <= onset + AFTER;
    }

    private int onset(Shift shift) {
        return switch (shift.span()) {
            case WINDOW -> agoOf(used, shift.ago());
            case LEVEL -> agoOf(starts, shift.ago());
            case TEN -> agoOf(starts, 10 * shift.ago());
        };
    }

    private static int agoOf(List<Integer> windows, int ago) {
        return windows.get(Math.max(0, windows.size() - ago));
    }
}

package dev.pgsonde.streams.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A series that is read window by window, with an event beside one of them or none. */
final class Course {
    final List<Told> told = new ArrayList<>();
    final List<Verdict> ends = new ArrayList<>();
    final List<Verdict> verdicts = new ArrayList<>();
    Memory memory = Memory.NONE;

    private final Detector detector = new Detector(Tuning.STANDARD);
    private final Limits limits;
    private final int event;
    private int window;

    Course(Limits limits) {
        this(limits, -1);
    }

    Course(Limits limits, int event) {
        this.limits = limits;
        this.event = event;
    }

    /** What is new, of levels that a thousand units of work each have. */
    List<Told> read(double[] levels) {
        int known = told.size();
        for (double level : levels) {
            step(new Reading.Quotient(1000 * level, 1000));
        }
        return List.copyOf(told.subList(known, told.size()));
    }

    void step(Reading reading) {
        Detector.Step step =
                detector.step(memory, reading, limits, ago -> event >= 0 && Math.abs(window + 1 - ago - event) <= 1);
        memory = step.memory();
        verdicts.add(step.verdict());
        if (step.verdict() instanceof Verdict.Moved moved) {
            told.add(new Told(window, moved.shift()));
        } else if (step.verdict() instanceof Verdict.Resolved || step.verdict() instanceof Verdict.Accepted) {
            ends.add(step.verdict());
        }
        window++;
    }

    /** About a hundred each, around which they spread by chance. */
    static double[] levels(int count, long seed, double deviation) {
        Random random = new Random(seed);
        double[] levels = new double[count];
        Arrays.setAll(levels, n -> 100 * Math.exp(deviation * random.nextGaussian()));
        return levels;
    }

    /** From the onset on another level. */
    static double[] changed(double[] levels, int onset, double factor) {
        double[] changed = levels.clone();
        for (int n = onset; n < changed.length; n++) {
            changed[n] *= factor;
        }
        return changed;
    }
}

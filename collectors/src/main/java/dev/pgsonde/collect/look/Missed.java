package dev.pgsonde.collect.look;

import java.util.HashSet;
import java.util.Set;

/** Whose frames were lost on their way since the last round: those of some views, or nobody knows of which. */
public record Missed(boolean everything, Set<FrameName> frames) {
    public static final Missed NOTHING = new Missed(false, Set.of());

    public Missed {
        frames = Set.copyOf(frames);
    }

    public Missed and(Missed other) {
        Set<FrameName> both = new HashSet<>(frames);
        both.addAll(other.frames);
        return new Missed(everything || other.everything, both);
    }
}

package dev.pgsonde.local.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How often a detector spoke where nothing had changed, and how soon where something had. */
public final class Tally {
    /** A change that is put that much earlier than it was is another one. */
    private static final int EARLY = 10;

    static final int SOON = 10;

    private long windows;
    private long calls;
    private int steps;
    private int soon;
    private final List<Integer> waits = new ArrayList<>();

    void addNull(Trace trace, List<Call> told) {
        windows += trace.size();
        calls += told.size();
    }

    /** The first that puts a change near the onset, and says so in time. */
    void addStep(int onset, int within, List<Call> told) {
        steps++;
        for (Call call : told) {
            int wait = call.decidedAt() - onset + 1;
            if (wait >= 1 && wait <= within && call.onset() >= onset - EARLY) {
                waits.add(wait);
                soon += wait <= SOON ? 1 : 0;
                return;
            }
        }
    }

    public Tally plus(Tally other) {
        Tally sum = new Tally();
        for (Tally each : List.of(this, other)) {
            sum.windows += each.windows;
            sum.calls += each.calls;
            sum.steps += each.steps;
            sum.soon += each.soon;
            sum.waits.addAll(each.waits);
        }
        return sum;
    }

    public long windows() {
        return windows;
    }

    public int steps() {
        return steps;
    }

    public double falsePerThousand() {
        return windows == 0 ? Double.NaN : 1000.0 * calls / windows;
    }

    public double seenPercent() {
        return steps == 0 ? Double.NaN : 100.0 * waits.size() / steps;
    }

    public double soonPercent() {
        return steps == 0 ? Double.NaN : 100.0 * soon / steps;
    }

    /** Of all steps, those that were not seen having waited for ever. */
    public double medianWait() {
        if (steps == 0 || waits.size() * 2 <= steps) {
            return Double.NaN;
        }
        List<Integer> sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        return sorted.get(steps / 2);
    }
}

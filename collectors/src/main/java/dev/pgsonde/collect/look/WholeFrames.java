package dev.pgsonde.collect.look;

import java.util.HashMap;
import java.util.Map;

/**
 * Which views are to be published whole again because something of them was lost: in the next round at first, and later
 * each time while that goes on, so that a frame which never arrives is not sent in every round.
 */
final class WholeFrames {
    private static final int MOST_DOUBLINGS = 16;

    private final int longest;
    private final Map<FrameName, Loss> losses = new HashMap<>();

    /** How often something was lost, from which round on the frame is due, and whether it still is. */
    private record Loss(int times, long due, boolean owed) {
        Loss settled() {
            return new Loss(times, due, false);
        }
    }

    /** {@code longest}: after so many rounds a frame is published whole anyway. */
    WholeFrames(int longest) {
        this.longest = longest;
    }

    void lost(FrameName name, long round) {
        Loss before = losses.get(name);
        if (before != null && before.owed()) {
            return;
        }
        int times = before == null || round - before.due() > longest ? 1 : before.times() + 1;
        losses.put(name, new Loss(times, round + pause(name, times), true));
    }

    /** No pause, and then two rounds, four and so on; views that were lost together come back one by one. */
    private long pause(FrameName name, int times) {
        if (times == 1) {
            return 0;
        }
        long pause = 1L << Math.min(times - 1, MOST_DOUBLINGS);
        return Math.min(longest, pause + Math.floorMod(31 * name.hashCode() + times, pause / 2 + 1));
    }

    boolean isDue(FrameName name, long round) {
        Loss loss = losses.get(name);
        return loss != null && loss.owed() && round >= loss.due();
    }

    /** The frame is published whole, for this or another reason. */
    void told(FrameName name) {
        losses.computeIfPresent(name, (any, loss) -> loss.settled());
    }

    void forgetAll() {
        losses.clear();
    }
}

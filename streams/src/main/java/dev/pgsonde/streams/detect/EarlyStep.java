package dev.pgsonde.streams.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A step so large, and so far from all that was before, that a series shows it of which little is known yet: twice what it was
 * or more, and no level of either side near the other. What has become better can wait.
 */
final class EarlyStep {
    private static final int LEAST_BEFORE = 8;
    private static final int LEAST_SINCE = 4;
    private static final int MOST_SINCE = 6;
    /** Of the multiple: some noise makes a doubling look smaller. */
    private static final double LEAST_SIZE = StrictMath.log(1.8);
    /** Of the size: what must lie between the two sides, and what neither side may spread over. */
    private static final double HALF = 0.5;

    private final double[] levels;
    private final Limits limits;
    private final double denominator;

    EarlyStep(Memory memory, Limits limits) {
        this.levels = memory.values().toArray();
        this.limits = limits;
        this.denominator = memory.denominator();
    }

    Optional<Shift> shift() {
        if (limits.scale() != Scale.LOGARITHMIC) {
            return Optional.empty();
        }
        for (int since = LEAST_SINCE; since <= MOST_SINCE && levels.length - since >= LEAST_BEFORE; since++) {
            Optional<Shift> shift = shift(since);
            if (shift.isPresent()) {
                return shift;
            }
        }
        return Optional.empty();
    }

    private Optional<Shift> shift(int since) {
        double[] before = Arrays.copyOf(levels, levels.length - since);
        double[] after = Arrays.copyOfRange(levels, levels.length - since, levels.length);
        Arrays.sort(before);
        Arrays.sort(after);
        double reference = Median.of(before);
        double moved = Median.of(after) - reference;
        int sign = moved > 0 ? 1 : -1;
        double size = Math.abs(moved);
        double gap = sign > 0 ? after[0] - before[before.length - 1] : before[0] - after[after.length - 1];
        double spread = Math.max(range(before), range(after));
        double excess = Math.abs(StrictMath.exp(reference + moved) - StrictMath.exp(reference)) * denominator;
        List<Guard> guards = List.of(
                Guard.atLeast("size", size, Math.max(LEAST_SIZE, StrictMath.log1p(limits.floor()))),
                Guard.atLeast("gap", gap, HALF * size),
                Guard.atLeast("evenness", HALF * size, spread),
                Guard.atLeast("least_excess", excess, limits.leastExcess()));
        boolean passed = guards.stream().allMatch(Guard::passed) && !limits.isBetter(sign);
        return passed && !limits.scale().isNothing(before[0])
                ? Optional.of(new Shift(
                        sign,
                        since,
                        Span.LEVEL,
                        limits.scale(),
                        reference,
                        size,
                        spread / 2,
                        before.length,
                        gap / (HALF * size),
                        1,
                        Tier.WARN,
                        guards))
                : Optional.empty();
    }

    private static double range(double[] sorted) {
        return sorted[sorted.length - 1] - sorted[0];
    }
}

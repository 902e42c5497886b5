package dev.pgsonde.streams.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether few events cost more than many did before: the mean of so few has a Gamma distribution, whose tail is known,
 * where the test of levels would have to wait for an hour. It must be seen without the most costly window too.
 */
final class FewEvents {
    private static final double LARGE = 3;
    private static final double LEAST_EVENTS = 4;
    private static final int LEAST_WINDOWS = 3;
    private static final double MOST_SHAPE = 30;

    private final Memory memory;
    private final Limits limits;
    private final Tuning tuning;
    private final double usual;
    private final double largest;
    private final double shapeOfOne;

    FewEvents(Memory memory, Limits limits, Tuning tuning) {
        this.memory = memory;
        this.limits = limits;
        this.tuning = tuning;
        double[] values =
                memory.values().withoutNewest(levelsSince(memory, limits)).toArray();
        int from = Math.max(0, values.length - Noise.REFERENCE);
        double median = Median.of(values, from, values.length);
        double spread = Median.spread(values, from, values.length, median);
        largest =
                StrictMath.exp(Arrays.stream(values, from, values.length).max().orElse(0));
        usual = mean(values, from, median + 2 * spread);
        shapeOfOne = Math.min(MOST_SHAPE, 1 / (spread * spread + 1e-3) + 0.5) / Math.max(1, memory.denominator());
    }

    /** What has become a level of the windows that are tested is no past. */
    private static int levelsSince(Memory memory, Limits limits) {
        return (int) (memory.carry().denominators().sum() / limits.leastDenominator());
    }

    /** Whether a test of single events is to be made at all. */
    static boolean concerns(Memory memory, Limits limits) {
        return limits.scale() == Scale.LOGARITHMIC
                && memory.denominator() < 2 * limits.leastDenominator()
                && memory.carry().numerators().size() >= LEAST_WINDOWS;
    }

    /** The stretch of newest windows that would be the greatest surprise if nothing had changed. */
    Optional<Shift> shift() {
        Track numerators = memory.carry().numerators();
        Track denominators = memory.carry().denominators();
        Optional<Shift> best = Optional.empty();
        double most = 0;
        double numerator = 0;
        double denominator = 0;
        double costly = 0;
        double costlyDenominator = 0;
        for (int n = numerators.size() - 1; n >= 0; n--) {
            numerator += numerators.at(n);
            denominator += denominators.at(n);
            if (numerators.at(n) > costly) {
                costly = numerators.at(n);
                costlyDenominator = denominators.at(n);
            }
            Shift shift = shift(
                    numerators.size() - n,
                    new Reading.Quotient(numerator, denominator),
                    new Reading.Quotient(numerator - costly, denominator - costlyDenominator));
            if (shift.score() > most && shift.guards().stream().allMatch(Guard::passed)) {
                most = shift.score();
                best = Optional.of(shift);
            }
        }
        return best;
    }

    private Shift shift(int windows, Reading.Quotient all, Reading.Quotient rest) {
        double times = times(all);
        double surprise = surprise(all);
        double asked = tuning.warn() * tuning.warn() / 2 + 8;
        double score = Math.sqrt(2 * surprise);
        List<Guard> guards = List.of(
                Guard.atLeast("windows", windows, LEAST_WINDOWS),
                Guard.atLeast("events", rest.denominator(), LEAST_EVENTS),
                Guard.atLeast("times", times, LARGE),
                Guard.atLeast("surprise", surprise, asked),
                Guard.atLeast("largest_before", all.numerator() / all.denominator(), largest),
                Guard.atLeast("times_without_most_costly", times(rest), Math.sqrt(times)),
                Guard.atLeast("surprise_without_most_costly", surprise(rest), asked / 3),
                Guard.atLeast("least_excess", usual * (times - 1) * all.denominator() / windows, limits.leastExcess()));
        return new Shift(
                1,
                windows,
                Span.WINDOW,
                limits.scale(),
                StrictMath.log(usual),
                StrictMath.log(Math.max(times, 1)),
                Math.sqrt(1 / (shapeOfOne * Math.max(1, memory.denominator()))),
                Math.min(Noise.REFERENCE, memory.values().size()),
                score,
                Math.sqrt(2 * asked),
                score >= tuning.page() + 2 ? Tier.PAGE : Tier.WARN,
                guards);
    }

    private double times(Reading.Quotient sums) {
        return sums.denominator() <= 0 ? 0 : sums.numerator() / sums.denominator() / usual;
    }

    /** The negative logarithm of a bound of the probability that a mean of so many events is so many times its usual. */
    private double surprise(Reading.Quotient sums) {
        double times = times(sums);
        return times <= 1 ? 0 : shapeOfOne * sums.denominator() * (times - 1 - StrictMath.log(times));
    }

    /** Of levels, not of their logarithms; each counts for so much at most. */
    private static double mean(double[] values, int from, double most) {
        double sum = 0;
        for (int n = from; n < values.length; n++) {
            sum += StrictMath.exp(Math.min(most, values[n]));
        }
        return sum / (values.length - from);
    }
}

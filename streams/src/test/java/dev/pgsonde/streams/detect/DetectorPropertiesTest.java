package dev.pgsonde.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DetectorPropertiesTest {
    private static final Limits FIVE_PER_CENT = new Limits(Scale.LOGARITHMIC, 0.05, 10, 0);

    /** Kilobytes or bytes: what is told is the same, but for levels that lie on the edge of a thousandth. */
    @Property(tries = 20)
    void aUnitMakesNoDifference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int power) {
        double[] levels = stepped(seed, 1.5);
        double[] scaled = Arrays.stream(levels)
                .map(level -> level * Math.pow(2, 10 * power))
                .toArray();

        assertThat(new Course(FIVE_PER_CENT).read(scaled))
                .extracting(Told::onset)
                .isEqualTo(new Course(FIVE_PER_CENT)
                        .read(levels).stream().map(Told::onset).toList());
    }

    @Property(tries = 50)
    void whatStandsStillIsNeverTold(
            @ForAll @net.jqwik.api.constraints.Scale(3) @DoubleRange(min = 1e-3, max = 1e9) double level) {
        double[] levels = new double[300];
        Arrays.fill(levels, level);

        assertThat(new Course(FIVE_PER_CENT).read(levels)).isEmpty();
    }

    @Property(tries = 10)
    void theSameSeriesIsToldTheSame(@ForAll long seed) {
        double[] levels = stepped(seed, 1.3);
        Course first = new Course(FIVE_PER_CENT);
        Course second = new Course(FIVE_PER_CENT);
        first.read(levels);
        second.read(levels);

        assertThat(second.memory).isEqualTo(first.memory);
        assertThat(second.told).isEqualTo(first.told);
    }

    /** What comes later cannot take back what was told. */
    @Property(tries = 10)
    void theFutureIsNotKnown(@ForAll long seed, @ForAll @IntRange(min = 151, max = 199) int end) {
        double[] levels = stepped(seed, 1.5);

        List<Told> known = new Course(FIVE_PER_CENT).read(Arrays.copyOf(levels, end));

        List<Told> all = new Course(FIVE_PER_CENT).read(levels);
        assertThat(all).filteredOn(told -> told.window() < end).isEqualTo(known);
    }

    @Property(tries = 10)
    void aStepIsSeenEitherWay(@ForAll long seed) {
        assertThat(new Course(FIVE_PER_CENT).read(stepped(seed, 2)))
                .anyMatch(told -> told.shift().isRise() && Math.abs(told.onset() - 150) <= 3);
        assertThat(new Course(FIVE_PER_CENT).read(stepped(seed, 0.5)))
                .anyMatch(told -> !told.shift().isRise() && Math.abs(told.onset() - 150) <= 3);
    }

    /** However work is cut into windows, no part of it is forgotten on its way to a level. */
    @Property(tries = 20)
    void smallWindowsAreAddedTogether(@ForAll long seed) {
        Random random = new Random(seed);
        Memory memory = Memory.NONE;
        Detector detector = new Detector(Tuning.STANDARD);
        List<Double> levels = new ArrayList<>();
        double numerator = 0;
        double denominator = 0;
        for (int n = 0; n < 200; n++) {
            int work = random.nextInt(5);
            double cost = work * (50 + random.nextInt(100));
            memory = detector.step(memory, new Reading.Quotient(cost, work), FIVE_PER_CENT, ago -> false)
                    .memory();
            numerator += cost;
            denominator += work;
            if (denominator >= 10) {
                levels.add(Scale.LOGARITHMIC.of(numerator / denominator));
                numerator = 0;
                denominator = 0;
            }
        }

        assertThat(memory.known()).isEqualTo(levels.size());
        assertThat(memory.values().toArray())
                .containsExactly(levels.stream().mapToDouble(level -> level).toArray());
    }

    private static double[] stepped(long seed, double factor) {
        Random random = new Random(seed);
        double[] levels = new double[200];
        Arrays.setAll(
                levels,
                n -> 100 * (n < 150 ? 1 : factor) * Math.exp(0.03 * Math.max(-3, Math.min(3, random.nextGaussian()))));
        return levels;
    }
}

package dev.pgsonde.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Each guard stops something that the others would let pass, and says by how much. */
class GuardsTest {
    private static final int PAST = 190;
    private static final int NEWEST = 12;
    /** A score that stretches of the past reach as well, so that it stops nothing. */
    private static final double HARDLY_SURE = 1;

    @Test
    void floor() {
        double[] values = values(0.01, n -> 0.04);

        assertThat(failed(values, limits())).isEqualTo("floor");
        assertThat(failed(values, new Limits(Scale.LOGARITHMIC, 0.02, 10, 0))).isEmpty();
    }

    @Test
    void leastExcess() {
        assertThat(failed(values(0.02, n -> 0.3), new Limits(Scale.LOGARITHMIC, 0.05, 10, 1e6)))
                .isEqualTo("least_excess");
    }

    @Test
    void score() {
        assertThat(failed(0.3, n -> 0.2)).isEqualTo("score");
    }

    /** What was larger by more than three spreads was told, and is no part of the past: so no window there counts for more. */
    @Test
    void largestBefore() {
        double[] values = values(0.02, n -> 0.05);
        assertThat(failed(values, limits())).isEmpty();

        for (int n = 120; n < 120 + NEWEST; n++) {
            values[n] += 0.1;
        }
        assertThat(failed(values, limits(), HARDLY_SURE)).isEqualTo("largest_before");
    }

    @Test
    void persistence() {
        assertThat(failed(0.02, n -> n % 4 == 0 ? 0.05 : 0.3)).isEqualTo("persistence");
    }

    @Test
    void lastThree() {
        assertThat(failed(0.02, n -> n == NEWEST - 1 ? 0 : 0.3)).isEqualTo("last_three");
    }

    @Test
    void steepness() {
        double[] ramp = values(0.01, n -> 0);
        for (int n = PAST - 20; n < ramp.length; n++) {
            ramp[n] += 0.02 * (n - PAST + 20);
        }

        assertThat(failed(ramp, limits())).isIn("steepness", "persistence", "score");
    }

    @Test
    void weakerHalf() {
        assertThat(failed(0.02, n -> n < 4 ? 0.09 : 0.3)).isEqualTo("weaker_half");
    }

    private static Limits limits() {
        return new Limits(Scale.LOGARITHMIC, 0.05, 10, 0);
    }

    private static String failed(double deviation, IntToDoubleFunction shift) {
        return failed(values(deviation, shift), limits());
    }

    private static String failed(double[] values, Limits limits) {
        return failed(values, limits, 4.4);
    }

    /** The first of the guards that the newest windows, taken together, do not pass. */
    private static String failed(double[] values, Limits limits, double threshold) {
        Rules rules = Rules.ofLevels(Tuning.STANDARD);
        Contrast contrast = new Contrast(values, new Noise(values, PAST, 0.01, rules), NEWEST);
        Guards guards = new Guards(contrast, limits, rules);
        return guards.all(StrictMath.log1p(limits.floor()), threshold, 1).stream()
                .filter(guard -> !guard.passed())
                .map(Guard::name)
                .findFirst()
                .orElse("");
    }

    private static double[] values(double deviation, IntToDoubleFunction shift) {
        Random random = new Random(17);
        double[] values = new double[PAST + NEWEST];
        Arrays.setAll(
                values, n -> 3 + deviation * random.nextGaussian() + (n < PAST ? 0 : shift.applyAsDouble(n - PAST)));
        return values;
    }
}

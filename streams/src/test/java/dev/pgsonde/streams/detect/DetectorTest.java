package dev.pgsonde.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorTest {
    private static final double FIVE_PER_CENT = StrictMath.log1p(0.05);

    /** Bytes of WAL per commit, a window of 5 s each, of a real server with autovacuum once a minute. */
    private static final int[] REAL = {
        1283, 1199, 1208, 1473, 1216, 1222, 1227, 1203, 1232, 1198, 1202, 1225, 1231, 1230, 1195, 1567, 1208, 1185,
                1221,
        1221, 1224, 1196, 1196, 1225, 1198, 1230, 1199, 1649, 1178, 1184, 1186, 1224, 1222, 1195, 1225, 1224, 1200,
                1200,
        1229, 1573, 1208, 2099, 2336, 2226, 2230, 2285, 2236, 2290, 2234, 2349, 2236, 2569
    };

    private static final int SWITCH = 41;

    private final Detector detector = new Detector(Tuning.STANDARD);

    @Test
    void aDoublingBesideAKnownEventIsSureAfterFiveWindows() {
        assertThat(first(real(), true)).isEqualTo(SWITCH + 5);
    }

    @Test
    void theOnsetIsTheFirstWindowOfTheNewLevel() {
        Shift shift = detector.rise(Arrays.copyOf(real(), SWITCH + 5), FIVE_PER_CENT, any -> true)
                .orElseThrow();

        assertThat(shift.onset()).isEqualTo(SWITCH);
        assertThat(StrictMath.exp(shift.size())).isCloseTo(1.85, within(0.1));
    }

    @Test
    void withoutAnEventItTakesMoreWindows() {
        assertThat(first(real(), false)).isBetween(SWITCH + 6, SWITCH + 10);
    }

    @Test
    void nothingIsSaidOfSpikesOrNoise() {
        Random random = new Random(3);
        double[] logs = random.doubles(500)
                .map(any -> 0.05 * random.nextGaussian() + (random.nextInt(50) == 0 ? 1.1 : 0))
                .toArray();

        assertThat(first(logs, true)).isEqualTo(-1);
    }

    @Test
    void aRiseBelowTheFloorIsNotWorthTelling() {
        double[] logs = new double[60];
        Arrays.fill(logs, 40, 60, StrictMath.log(1.04));

        assertThat(first(logs, true)).isEqualTo(-1);
    }

    @Test
    void historyThatIsTooShortSaysNothing() {
        assertThat(detector.rise(Arrays.copyOf(real(), 37), FIVE_PER_CENT, any -> true))
                .isEmpty();
    }

    /** After how many windows the detector speaks, or -1. */
    private int first(double[] logs, boolean event) {
        for (int end = 1; end <= logs.length; end++) {
            double[] known = Arrays.copyOfRange(logs, Math.max(0, end - Tuning.STANDARD.history()), end);
            Optional<Shift> shift = detector.rise(known, FIVE_PER_CENT, any -> event);
            if (shift.isPresent()) {
                return end;
            }
        }
        return -1;
    }

    private static double[] real() {
        return Arrays.stream(REAL).mapToDouble(StrictMath::log).toArray();
    }
}

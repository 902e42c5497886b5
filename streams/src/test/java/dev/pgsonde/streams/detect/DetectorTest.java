package dev.pgsonde.streams.detect;

import static dev.pgsonde.streams.detect.Course.levels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class DetectorTest {
    private static final Limits FIVE_PER_CENT = new Limits(Scale.LOGARITHMIC, 0.05, 10, 0);

    /** Bytes of WAL per commit, a window of 5 s each, of a real server with autovacuum once a minute. */
    private static final double[] REAL = {
        1283, 1199, 1208, 1473, 1216, 1222, 1227, 1203, 1232, 1198, 1202, 1225, 1231, 1230, 1195, 1567, 1208, 1185,
                1221,
        1221, 1224, 1196, 1196, 1225, 1198, 1230, 1199, 1649, 1178, 1184, 1186, 1224, 1222, 1195, 1225, 1224, 1200,
                1200,
        1229, 1573, 1208, 2099, 2336, 2226, 2230, 2285, 2236, 2290, 2234, 2349, 2236, 2569
    };

    private static final int SWITCH = 41;

    @Test
    void aDoublingIsSureAfterSixWindowsAndItsOnsetIsTheFirstOfThem() {
        List<Told> told = new Course(FIVE_PER_CENT).read(REAL);

        assertThat(told).singleElement().satisfies(once -> {
            assertThat(once.window()).isEqualTo(SWITCH + 5);
            assertThat(once.onset()).isEqualTo(SWITCH);
            assertThat(once.shift().ratio()).isCloseTo(1.85, within(0.1));
            assertThat(once.shift().tier()).isEqualTo(Tier.WARN);
            assertThat(once.shift().guards()).isNotEmpty().allMatch(Guard::passed);
        });
    }

    /** Forty windows are enough for a note, and for no more unless something is known to have happened. */
    @Test
    void nobodyIsWokenByWhatIsHardlyKnownButBesideAnEvent() {
        assertThat(new Course(FIVE_PER_CENT, SWITCH).read(REAL))
                .singleElement()
                .satisfies(once -> assertThat(once.shift().tier()).isEqualTo(Tier.PAGE));
    }

    @Test
    void aDoublingOfWhatIsWellKnownWakesSomebody() {
        double[] known = levels(400, 5, 0.05);
        for (int n = 300; n < known.length; n++) {
            known[n] *= 2;
        }

        assertThat(new Course(FIVE_PER_CENT).read(known))
                .singleElement()
                .satisfies(once -> assertThat(once.shift().tier()).isEqualTo(Tier.PAGE));
    }

    @Test
    void aHalvingIsSureAsSoon() {
        assertThat(new Course(FIVE_PER_CENT).read(mapped(REAL, bytes -> 1e6 / bytes)))
                .singleElement()
                .satisfies(once -> {
                    assertThat(once.shift().isRise()).isFalse();
                    assertThat(once.onset()).isEqualTo(SWITCH);
                });
    }

    @Test
    void nothingIsSaidOfSpikesOrNoise() {
        double[] spiked = levels(600, 3, 0.05);
        for (int n = 7; n < spiked.length; n += 53) {
            spiked[n] *= 3;
        }

        assertThat(new Course(FIVE_PER_CENT).read(spiked)).isEmpty();
    }

    @Test
    void whatHasNeverVariedIsSeenToMove() {
        double[] levels = new double[130];
        Arrays.fill(levels, 0, 100, 100);
        Arrays.fill(levels, 100, 130, 106);

        assertThat(new Course(FIVE_PER_CENT).read(levels)).singleElement().satisfies(once -> {
            assertThat(once.onset()).isEqualTo(100);
            assertThat(once.window()).isEqualTo(105);
            assertThat(once.shift().score()).isFinite();
            assertThat(once.shift().ratio()).isCloseTo(1.06, within(0.005));
        });
    }

    @Test
    void whatHasNeverVariedMayBeRestlessOnceItHasMoved() {
        double[] levels = levels(130, 2, 0.05);
        Arrays.fill(levels, 0, 100, 80);

        assertThat(new Course(FIVE_PER_CENT).read(levels)).singleElement().satisfies(once -> assertThat(once.onset())
                .isEqualTo(100));
    }

    @Test
    void nothingIsSaidOfWhatHasNeverVariedAndMovesByLessThanTheFloorOrNotForLong() {
        double[] levels = new double[160];
        Arrays.fill(levels, 0, 130, 100);
        Arrays.fill(levels, 100, 103, 200);
        Arrays.fill(levels, 130, 160, 104);

        assertThat(new Course(FIVE_PER_CENT).read(levels)).isEmpty();
    }

    @Test
    void aConstantValueIsSeenToMove() {
        Course course = new Course(new Limits(Scale.LINEAR, 0.05, 10, 0));
        for (int n = 0; n < 130; n++) {
            course.step(new Reading.Value(n < 100 ? -8 : -7));
        }

        assertThat(course.told).singleElement().satisfies(once -> assertThat(once.onset())
                .isEqualTo(100));
    }

    @Test
    void aSawIsNotTakenForChangesAndDoesNotHideOne() {
        double[] saw = levels(400, 5, 0.03);
        for (int n = 0; n < saw.length; n++) {
            saw[n] *= (n % 10 < 3 ? 2 - n % 10 / 3.0 : 1) * (n >= 300 ? 1.25 : 1);
        }

        assertThat(new Course(FIVE_PER_CENT).read(saw)).singleElement().satisfies(once -> {
            assertThat(once.window()).isBetween(300, 315);
            assertThat(once.onset()).isBetween(297, 303);
        });
    }

    @Test
    void whatComesTooSlowlyForTheWindowsIsSeenInTensOfThem() {
        double[] ramp = levels(800, 6, 0.05);
        for (int n = 500; n < ramp.length; n++) {
            ramp[n] *= Math.pow(1.25, Math.min(1, (n - 500) / 400.0));
        }

        assertThat(new Course(FIVE_PER_CENT).read(ramp).get(0)).satisfies(once -> {
            assertThat(once.window()).isBetween(540, 700);
            assertThat(once.shift().span()).isEqualTo(Span.TEN);
        });
    }

    @Test
    void anAlertEndsWhenTheOldLevelIsBackAndItsWindowsAreForgotten() {
        Course course = new Course(FIVE_PER_CENT);
        course.read(levels(200, 7, 0.03));
        course.read(mapped(levels(40, 8, 0.03), level -> 2 * level));
        Track before = course.memory.values();
        course.read(levels(20, 9, 0.03));

        assertThat(course.memory.latch()).isNull();
        assertThat(course.ends).hasExactlyElementsOfTypes(Verdict.Resolved.class);
        assertThat(Median.of(course.memory.values().toArray())).isCloseTo(Median.of(before.toArray()), within(0.02));
    }

    @Test
    void whatStaysBecomesNormalAndTheNextChangeIsSeenFromThere() {
        Course course = new Course(FIVE_PER_CENT);
        course.read(levels(200, 7, 0.03));
        course.read(mapped(levels(140, 8, 0.03), level -> 2 * level));

        assertThat(course.ends).hasExactlyElementsOfTypes(Verdict.Accepted.class);
        assertThat(course.read(mapped(levels(20, 9, 0.03), level -> 2.6 * level)))
                .singleElement()
                .satisfies(once -> assertThat(once.shift().ratio()).isCloseTo(1.3, within(0.05)));
    }

    @Test
    void aFewCostlyEventsAreEnoughOnAnIdleServer() {
        Random random = new Random(11);
        Course course = new Course(FIVE_PER_CENT);
        for (int n = 0; n < 500; n++) {
            course.step(new Reading.Quotient(100 + 20 * random.nextGaussian(), 1));
        }
        for (int n = 0; n < 12; n++) {
            course.step(new Reading.Quotient(1000 + 200 * random.nextGaussian(), 1));
        }

        assertThat(course.told).singleElement().satisfies(once -> {
            assertThat(once.window()).isLessThan(512);
            assertThat(once.shift().span()).isEqualTo(Span.WINDOW);
        });
    }

    @Test
    void theCostliestOfThemDoNotHideTheOthers() {
        Random random = new Random(11);
        Course course = new Course(FIVE_PER_CENT);
        for (int n = 0; n < 500; n++) {
            course.step(new Reading.Quotient(100 + 20 * random.nextGaussian(), 1));
        }
        course.step(new Reading.Quotient(5 * 2000, 5));
        course.step(new Reading.Quotient(5 * 2000, 5));
        for (int n = 0; n < 9; n++) {
            course.step(new Reading.Quotient(700, 1));
        }

        assertThat(course.told)
                .singleElement()
                .satisfies(once -> assertThat(once.shift().span()).isEqualTo(Span.WINDOW));
    }

    @Test
    void oneCostlyEventIsNotEnough() {
        Course course = new Course(FIVE_PER_CENT);
        for (int n = 0; n < 600; n++) {
            course.step(new Reading.Quotient(n == 555 ? 20_000 : 90 + n % 20, 1));
        }

        assertThat(course.told).isEmpty();
    }

    @Test
    void afterAResetColdCachesAreNotBelieved() {
        Course course = new Course(FIVE_PER_CENT);
        course.read(levels(200, 7, 0.03));
        course.step(new Reading.Unknown());
        course.read(mapped(levels(10, 8, 0.03), level -> 3 * level));
        course.read(levels(50, 9, 0.03));

        assertThat(course.told).isEmpty();
    }

    @Test
    void lessIsAskedBesideAnEventAndEventsMakeNoChange() {
        double[] faint = levels(200, 21, 0.06);
        for (int n = 150; n < faint.length; n++) {
            faint[n] *= 1.15;
        }
        List<Told> without = new Course(FIVE_PER_CENT).read(faint);
        List<Told> beside = new Course(FIVE_PER_CENT, 150).read(faint);

        assertThat(beside).isNotEmpty();
        assertThat(without.isEmpty() || without.get(0).window() >= beside.get(0).window())
                .isTrue();
        assertThat(new Course(FIVE_PER_CENT, 150).read(levels(200, 21, 0.06))).isEmpty();
    }

    @Test
    void whatAppearsIsToldAndHasNoRatio() {
        double[] levels = new double[120];
        Arrays.fill(levels, 100, 120, 50);
        levels[40] = 70;

        assertThat(new Course(FIVE_PER_CENT).read(levels)).singleElement().satisfies(once -> {
            assertThat(once.onset()).isEqualTo(100);
            assertThat(once.shift().ratio()).isNaN();
            assertThat(once.shift().now()).isCloseTo(50, within(1.0));
        });
    }

    @Test
    void whatComesAndGoesHasNoLevel() {
        Random random = new Random(5);
        double[] levels =
                random.doubles(2000).map(any -> random.nextInt(10) < 4 ? 50 : 0).toArray();
        Course course = new Course(FIVE_PER_CENT);

        assertThat(course.read(levels)).isEmpty();
        assertThat(course.verdicts).anySatisfy(verdict -> assertThat(verdict)
                .isInstanceOfSatisfying(Verdict.Quiet.class, quiet -> assertThat(quiet.guards())
                        .extracting(Guard::name)
                        .contains("seldom_present")));
    }

    @Test
    void valuesMayBeNegative() {
        double[] values = mapped(levels(200, 4, 0.03), level -> -level);
        for (int n = 150; n < values.length; n++) {
            values[n] += 40;
        }
        Course course = new Course(new Limits(Scale.LINEAR, 0.05, 10, 0));
        for (double value : values) {
            course.step(new Reading.Value(value));
        }

        assertThat(course.told).singleElement().satisfies(once -> {
            assertThat(once.shift().isRise()).isTrue();
            assertThat(once.onset()).isEqualTo(150);
            assertThat(once.shift().ratio()).isCloseTo(0.6, within(0.05));
        });
    }

    private static double[] mapped(double[] levels, DoubleUnaryOperator change) {
        return Arrays.stream(levels).map(change).toArray();
    }
}

package dev.pgsonde.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What comes every day at an hour is no change at that hour. */
class DayTest {
    private static final int HOURS = 24;
    private static final int AN_HOUR = 120;

    @Test
    void fewDaysSayNothing() {
        Day day = after(2);

        assertThat(day.guard(1, 1, 1).passed()).isTrue();
    }

    @Test
    void whatComesEveryDayIsUsual() {
        Day day = after(4).plus(9, 1);

        assertThat(day.guard(1, 1, 1).passed()).isFalse();
        assertThat(day.guard(1, 2, 2).passed()).isTrue();
    }

    @Test
    void atAnotherHourItIsNot() {
        Day day = after(4).plus(14, 1);

        assertThat(day.guard(1, 1, 1).passed()).isTrue();
    }

    @Test
    void aNewNormalMovesAllHours() {
        Day day = after(4).plus(14, 1).moved(1);

        assertThat(day.guard(1, 1, 1).passed()).isFalse();
    }

    /** The rush at nine is quiet after the first three days, and what is as large at another hour is told. */
    @Test
    void theDetectorGetsUsedToARushHour() {
        assertThat(rises(9)).isLessThanOrEqualTo(3);
        assertThat(rises(14)).isGreaterThan(rises(9));
    }

    /** How many rises are told in six days, on the last of which the rush is at that hour. */
    private static int rises(int lastAt) {
        Detector detector = new Detector(Tuning.STANDARD);
        Limits limits = new Limits(Scale.LOGARITHMIC, 0.05, 10, 0);
        Memory memory = Memory.NONE;
        int rises = 0;
        for (int n = 0; n < 6 * HOURS * AN_HOUR; n++) {
            int hour = n / AN_HOUR % HOURS;
            int rush = n / AN_HOUR / HOURS == 5 ? lastAt : 9;
            double level = (hour == rush ? 1.5 : 1) * (1 + 0.03 * StrictMath.sin(n * 12.9898));
            Detector.Step step = detector.step(
                    memory, new Reading.Quotient(1000 * level, 1000), limits, new Moment(hour, ago -> false));
            memory = step.memory();
            rises += step.verdict() instanceof Verdict.Moved moved
                            && moved.shift().isRise()
                    ? 1
                    : 0;
        }
        return rises;
    }

    private static Day after(int days) {
        Day day = Day.NONE;
        for (int n = 0; n <= days * HOURS; n++) {
            day = day.plus(n % HOURS, n % HOURS == 9 ? 1 : 0);
        }
        return day;
    }
}

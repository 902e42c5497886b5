package dev.pgsonde.streams.detect;

import static dev.pgsonde.streams.detect.Course.changed;
import static dev.pgsonde.streams.detect.Course.levels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Metric.Worse;
import org.junit.jupiter.api.Test;

/** Which way is bad, of series that are noisy enough for that to matter. */
class WorseTest {
    private static final Limits FIVE_PER_CENT = new Limits(Scale.LOGARITHMIC, 0.05, 10, 0);

    @Test
    void aFallMustBeSurerThanARise() {
        double[] faint = levels(280, 7, 0.08);

        assertThat(new Course(FIVE_PER_CENT).read(changed(faint, 250, 1.13))).hasSize(1);
        assertThat(new Course(FIVE_PER_CENT).read(changed(faint, 250, 1 / 1.13)))
                .isEmpty();
        assertThat(new Course(FIVE_PER_CENT).read(changed(faint, 250, 1 / 1.3))).hasSize(1);
    }

    @Test
    void whereLessIsWorseARiseMustBeSurerThanAFall() {
        Limits limits = new Limits(Scale.LOGARITHMIC, 0.05, 10, 0, Worse.LESS);
        double[] faint = levels(280, 7, 0.08);

        assertThat(new Course(limits).read(changed(faint, 250, 1.1))).isEmpty();
        assertThat(new Course(limits).read(changed(faint, 250, 1 / 1.13))).hasSize(1);
    }
}

package dev.pgsonde.collect.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Whatever a power cut takes of the spool lies within a gap that is published. */
final class PowerCutTest {
    @Property(tries = 150)
    void eachLostRecordLiesWithinAGap(@ForAll long seed) throws IOException {
        PowerCuts cuts = new PowerCuts(seed).live(3);
        assertThat(cuts.complaints()).isEmpty();
        assertThat(cuts.lostThoughSafe()).isZero();
        Statistics.label("lost some").collect(cuts.lost() > 0);
    }
}

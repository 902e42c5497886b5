package dev.pgsonde.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.streams.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TumblingTest {
    private final Tumbling windows = new Tumbling(Duration.ofSeconds(30));

    @Test
    void aDifferenceBelongsToTheWindowInWhichItEnds() {
        assertThat(starts(20, 30)).containsExactly(Samples.at(0));
        assertThat(starts(30, 40)).containsExactly(Samples.at(30));
    }

    @Test
    void whatEndsInAWindowBelongsToItThoughItBeganBefore() {
        assertThat(windows.shares(Samples.at(20), Samples.at(50)))
                .containsExactly(new Tumbling.Share(Samples.at(30), 0, 30_000, 30_000, false));
    }

    @Test
    void onlyWhatIsLongerThanAWindowIsSpreadAndSaysSo() {
        assertThat(windows.shares(Samples.at(20), Samples.at(60)))
                .containsExactly(
                        new Tumbling.Share(Samples.at(0), 0, 10_000, 40_000, true),
                        new Tumbling.Share(Samples.at(30), 10_000, 40_000, 40_000, true));
    }

    @Test
    void aTimeTouchesEachWindowThatItIsInAndASecondLookAtOneTickTouchesItsOwn() {
        assertThat(windows.touched(Samples.at(20), Samples.at(60))).containsExactly(Samples.at(0), Samples.at(30));
        assertThat(windows.touched(Samples.at(60), Samples.at(60))).containsExactly(Samples.at(60));
    }

    /** The parts of a spread difference add up to the whole, to the last byte. */
    @Property
    void splitWindowsSumToTheWhole(
            @ForAll @LongRange(min = 0, max = 1L << 60) long total,
            @ForAll @LongRange(min = 1, max = 3_600_000) long lasted,
            @ForAll @LongRange(min = 0, max = 60_000) long offset) {
        Instant from = Samples.START.plusMillis(offset);
        List<Tumbling.Share> shares = windows.shares(from, from.plusMillis(lasted));

        assertThat(shares.stream().mapToLong(share -> share.of(total)).sum()).isEqualTo(total);
        assertThat(shares.stream().mapToLong(Tumbling.Share::coveredMs).sum()).isEqualTo(lasted);
        assertThat(shares).allSatisfy(share -> assertThat(share.of(total)).isNotNegative());
    }

    private List<Instant> starts(double from, double to) {
        return windows.shares(Samples.at(from), Samples.at(to)).stream()
                .map(Tumbling.Share::start)
                .toList();
    }
}

package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Window ONE = Windows.of(0, "server", DemoPlan.LEDGER, 1000L);
    private static final Window TWO = Windows.of(1, "server", DemoPlan.LEDGER, 2000L);
    private static final Window THREE = Windows.of(2, "server", DemoPlan.LEDGER, 3000L);

    @Test
    void orderDoesNotMatter() {
        assertThat(RowComparison.of(List.of(ONE, TWO), List.of(TWO, ONE)).equal())
                .isTrue();
    }

    @Test
    void aRowThatCameTwiceIsOneTooMany() {
        RowComparison comparison = RowComparison.of(List.of(ONE, TWO), List.of(ONE, TWO, TWO));
        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.onlyInDruid()).containsExactly(TWO);
        assertThat(comparison.onlyOnTopic()).isEmpty();
    }

    @Test
    void aRowThatIsMissingOrDiffersIsNamed() {
        Window other = Windows.of(1, "server", DemoPlan.LEDGER, 2001L);
        RowComparison comparison = RowComparison.of(List.of(ONE, TWO), List.of(ONE, other));
        assertThat(comparison.onlyOnTopic()).containsExactly(TWO);
        assertThat(comparison.onlyInDruid()).containsExactly(other);
    }

    @Test
    void unknownIsNotZero() {
        Window unknown = Windows.of(0, "server", DemoPlan.LEDGER, null);
        Window zero = Windows.of(0, "server", DemoPlan.LEDGER, 0L);
        assertThat(RowComparison.of(List.of(unknown), List.of(zero)).equal()).isFalse();
    }

    @Test
    void windowsThatFollowEachOtherAreWhole() {
        assertThat(continuity(THREE, ONE, TWO)).isEqualTo(new Continuity(3, 0, 0));
        assertThat(continuity(THREE, ONE, TWO).isWhole()).isTrue();
    }

    @Test
    void aMissingWindowIsAHoleAndARepeatedOneADouble() {
        assertThat(continuity(ONE, THREE)).isEqualTo(new Continuity(2, 1, 0));
        assertThat(continuity(ONE, TWO, TWO)).isEqualTo(new Continuity(3, 0, 1));
        assertThat(continuity().isWhole()).isFalse();
    }

    private static Continuity continuity(Window... windows) {
        return Continuity.of(List.of(windows), "demo", DemoPlan.LEDGER);
    }
}

package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String LEDGER = "wal_lsn.lsn_bytes";
    private static final Window ONE = Windows.of(0, Map.of(LEDGER, 1000L));
    private static final Window TWO = Windows.of(1, Map.of(LEDGER, 2000L));
    private static final Window THREE = Windows.of(2, Map.of(LEDGER, 3000L));

    @Test
    void orderDoesNotMatter() {
        assertThat(compared(List.of(ONE, TWO), List.of(TWO, ONE)).equal()).isTrue();
    }

    @Test
    void aRowThatCameTwiceIsOneTooMany() {
        RowComparison comparison = compared(List.of(ONE, TWO), List.of(ONE, TWO, TWO));
        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.onlyInDruid())
                .extracting(row -> row.numbers().get(LEDGER))
                .containsExactly(WindowRow.number(4000));
        assertThat(comparison.onlyOnTopic()).containsExactly(WindowRow.of(TWO));
    }

    @Test
    void aRowThatIsMissingOrDiffersIsNamed() {
        Window other = Windows.of(1, Map.of(LEDGER, 2001L));
        RowComparison comparison = compared(List.of(ONE, TWO), List.of(ONE, other));
        assertThat(comparison.onlyOnTopic()).containsExactly(WindowRow.of(TWO));
        assertThat(comparison.onlyInDruid()).containsExactly(WindowRow.of(other));
    }

    @Test
    void unknownIsNotZero() {
        Window unknown = Windows.of(0, Map.of());
        Window zero = Windows.of(0, Map.of(LEDGER, 0L));
        assertThat(compared(List.of(unknown), List.of(zero)).equal()).isFalse();
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

    private static RowComparison compared(List<Window> topic, List<Window> druid) {
        return RowComparison.of(topic, druid.stream().map(WindowRow::of).toList());
    }

    private static Continuity continuity(Window... windows) {
        return Continuity.of(List.of(windows), "demo");
    }
}

package dev.pgsonde.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 10.0))).isEqualTo(new Spread(4, 3.5, 4.5, 1, 10));
    }

    @Test
    void nothingHasNoMedian() {
        assertThat(Spread.of(List.of()).median()).isNaN();
        assertThat(Spread.of(List.of()).text()).isEqualTo("-");
    }

    @Test
    void aStraightLineExplainsEverything() {
        LinearFit fit = LinearFit.of(new double[] {1, 5, 20, 50}, new double[] {5, 13, 43, 103});
        assertThat(fit.slope()).isCloseTo(2, within(1e-9));
        assertThat(fit.intercept()).isCloseTo(3, within(1e-9));
        assertThat(fit.r2()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aCurveIsNoLine() {
        assertThat(LinearFit.of(new double[] {1, 5, 20, 50}, new double[] {1, 25, 400, 2500})
                        .r2())
                .isLessThan(0.98);
    }

    @Test
    void throughTwoPointsEveryLineFits() {
        assertThatThrownBy(() -> LinearFit.of(new double[] {1, 2}, new double[] {1, 9}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void differencesThatScatterAroundNothingAreChance() {
        PairedDifference difference = PairedDifference.of(List.of(-2.0, 2.0, -1.0, 1.5, -0.5));
        assertThat(difference.mean()).isCloseTo(0, within(1e-9));
        assertThat(difference.halfWidth()).isCloseTo(2.776 * Math.sqrt(11.5 / 4 / 5), within(1e-9));
        assertThat(difference.beyondChance()).isZero();
    }

    @Test
    void aSmallDifferenceInEveryPairIsNoChance() {
        assertThat(PairedDifference.of(List.of(-2.0, -2.1, -1.9, -2.0)).beyondChance())
                .isPositive();
    }

    @Test
    void twiceAsFastAndHalfAsFastMakeUpForEachOther() {
        var tps = new AgentFindings.Throughput(List.of(1000.0, 2000.0), List.of(2000.0, 1000.0));
        assertThat(tps.difference().mean()).isCloseTo(0, within(1e-9));
    }
}

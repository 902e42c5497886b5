package dev.pgsonde.collect.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.RecordLimits;
import org.junit.jupiter.api.Test;

class ImpossibleCellsTest {
    @Test
    void aCounterBelowZeroOrBeyondTheLimitIsNull() {
        Column counter = whole(ColumnKind.COUNTER, 7, -1, 0, RecordLimits.LARGEST_NUMBER + 1, 9);

        assertThat(ImpossibleCells.without(counter))
                .isEqualTo(new LongColumn("c", ColumnKind.COUNTER, new long[] {7, 0, 0, 0, 9}, new int[] {1, 2, 3}));
    }

    @Test
    void aGaugeMayBeBelowZero() {
        Column gauge = whole(ColumnKind.GAUGE, 7, -1, 0, Long.MIN_VALUE, RecordLimits.LARGEST_NUMBER);

        assertThat(ImpossibleCells.without(gauge))
                .isEqualTo(new LongColumn(
                        "c", ColumnKind.GAUGE, new long[] {7, -1, 0, 0, RecordLimits.LARGEST_NUMBER}, new int[] {2, 3
                        }));
    }

    @Test
    void aFractionThatIsNoNumberCountsNothing() {
        Column counter = new DoubleColumn(
                "c", ColumnKind.COUNTER, new double[] {0.5, Double.NaN, -0.1, Double.POSITIVE_INFINITY}, new int[0]);

        assertThat(ImpossibleCells.without(counter))
                .isEqualTo(new DoubleColumn("c", ColumnKind.COUNTER, new double[] {0.5, 0, 0, 0}, new int[] {1, 2, 3}));
    }

    @Test
    void whatNamesARowOrIsAFactMayBeAnyNumber() {
        Column fact = whole(ColumnKind.FACT, -1, 5);

        assertThat(ImpossibleCells.without(fact)).isSameAs(fact);
    }

    @Test
    void aColumnWithoutThemStaysTheSame() {
        Column counter = whole(ColumnKind.COUNTER, 1, 2, 0);

        assertThat(ImpossibleCells.without(counter)).isSameAs(counter);
    }

    /** The third row is absent. */
    private static LongColumn whole(ColumnKind kind, long... values) {
        return new LongColumn("c", kind, values, values.length > 2 ? new int[] {2} : new int[0]);
    }
}

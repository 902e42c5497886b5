package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Sample;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sample's columns, sorted by what may be done with them, so that its rows can be read one by one. */
public final class Frame {
    private final Columns counters;
    private final Columns gauges;
    private final Columns resets;
    private final Look look;
    /** Nothing changed, so no column is named. */
    private final boolean isStill;

    private Frame(Sample sample, Instant tick, long course) {
        counters = ofKind(sample, ColumnKind.COUNTER);
        gauges = ofKind(sample, ColumnKind.GAUGE);
        resets = ofKind(sample, ColumnKind.RESET);
        isStill = sample.frame() == FrameKind.CHANGES && sample.columns().isEmpty();
        look = new Look(
                sample.incarnation(),
                sample.at(),
                tick,
                course,
                sample.agent(),
                sample.round(),
                new Layout(sample.labels(), names(counters), names(gauges), names(resets)));
    }

    /** The frame of a round that was due at {@code tick}. */
    public static Frame of(Sample sample, Instant tick, long course) {
        return new Frame(sample, tick, course);
    }

    /** What the view held at this look, {@code before} being the look that the sample leads on from. */
    public Look lookAfter(@Nullable Look before) {
        return before == null || !isStill ? look : look.laidOutLike(before);
    }

    public Row row(int row) {
        return new Row(resets.row(row), counters.row(row), gauges.row(row));
    }

    private static Columns ofKind(Sample sample, ColumnKind kind) {
        return new Columns(sample.columns().stream()
                .filter(column -> column.kind() == kind)
                .flatMap(column -> column instanceof DoubleColumn fractions
                        ? Stream.of(Fractions.millionths(fractions))
                        : column instanceof LongColumn numbers ? Stream.of(numbers) : Stream.empty())
                .toList());
    }

    private static List<String> names(Columns columns) {
        return columns.all.stream().map(Column::name).toList();
    }

    /** Columns of one kind. */
    private static final class Columns {
        private final List<LongColumn> all;
        private final long[][] numbers;
        private final boolean areWhole;

        Columns(List<LongColumn> all) {
            this.all = all;
            this.numbers = all.stream().map(LongColumn::values).toArray(long[][]::new);
            this.areWhole = all.stream().allMatch(column -> column.absent().length == 0);
        }

        Values row(int row) {
            long[] values = new long[numbers.length];
            for (int n = 0; n < values.length; n++) {
                values[n] = numbers[n][row];
            }
            return areWhole ? Values.of(values) : known(values, row);
        }

        private Values known(long[] values, int row) {
            boolean[] known = new boolean[values.length];
            for (int n = 0; n < values.length; n++) {
                known[n] = !all.get(n).isAbsent(row);
                values[n] = known[n] ? values[n] : 0;
            }
            return new Values(values, known).shared();
        }
    }
}

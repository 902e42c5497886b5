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
    private final List<LongColumn> counters;
    private final List<LongColumn> gauges;
    private final List<LongColumn> resets;
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
        return new Row(values(resets, row), values(counters, row), values(gauges, row));
    }

    private static List<LongColumn> ofKind(Sample sample, ColumnKind kind) {
        return sample.columns().stream()
                .filter(column -> column.kind() == kind)
                .flatMap(column -> column instanceof DoubleColumn fractions
                        ? Stream.of(Fractions.millionths(fractions))
                        : column instanceof LongColumn numbers ? Stream.of(numbers) : Stream.empty())
                .toList();
    }

    private static List<String> names(List<LongColumn> columns) {
        return columns.stream().map(Column::name).toList();
    }

    private static Values values(List<LongColumn> columns, int row) {
        long[] numbers = new long[columns.size()];
        boolean[] known = new boolean[columns.size()];
        for (int n = 0; n < numbers.length; n++) {
            known[n] = !columns.get(n).isAbsent(row);
            numbers[n] = known[n] ? columns.get(n).values()[row] : 0;
        }
        return new Values(numbers, known);
    }
}

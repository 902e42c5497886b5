package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Sample;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every row of one view in one round, each found by its subject. */
record Frame(View view, Sample sample, RowIndex index) {
    /** Nothing, when two rows have one name: then neither can be told from the other a round later. */
    static Optional<Frame> of(View view, Sample full, @Nullable Frame before) {
        if (before != null && before.namesRowsAs(full)) {
            return Optional.of(new Frame(view, full, before.index));
        }
        return RowIndex.of(full).map(index -> new Frame(view, full, index));
    }

    /** Whether both have the same rows in the same places. */
    private boolean namesRowsAs(Sample other) {
        return sample.database().equals(other.database())
                && sample.rows() == other.rows()
                && labels(sample).equals(labels(other));
    }

    private static List<Column> labels(Sample sample) {
        return sample.columns().stream()
                .filter(column -> column.kind() == ColumnKind.LABEL)
                .toList();
    }

    IntStream rows() {
        return IntStream.range(0, sample.rows());
    }

    /** Where {@code row} of {@code other} stands here, or -1. */
    int placeOf(Frame other, int row) {
        return index == other.index ? row : index.find(sample, other.sample.subject(row));
    }

    /** Whether rows of both can be compared column by column. */
    boolean isLike(Frame other) {
        if (sample.columns().size() != other.sample.columns().size()) {
            return false;
        }
        for (int n = 0; n < sample.columns().size(); n++) {
            Column mine = sample.columns().get(n);
            Column theirs = other.sample.columns().get(n);
            if (!mine.name().equals(theirs.name()) || mine.getClass() != theirs.getClass()) {
                return false;
            }
        }
        return sample.database().equals(other.sample.database());
    }

    /** Whether a value of a row here differs from the one of a row of {@code other}, in one of these columns. */
    boolean differs(int row, Frame other, int otherRow, List<Integer> columns) {
        for (int n : columns) {
            Object mine = sample.columns().get(n).at(row);
            if (!Objects.equals(mine, other.sample.columns().get(n).at(otherRow))) {
                return true;
            }
        }
        return false;
    }

    /** The columns in which rows of both may differ: where rows have kept their places, not those that are the same. */
    List<Integer> columnsApart(Frame other) {
        List<Column> theirs = other.sample.columns();
        return IntStream.range(0, theirs.size())
                .filter(n -> index != other.index || sample.columns().get(n) != theirs.get(n))
                .boxed()
                .toList();
    }
}

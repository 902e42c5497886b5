package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every row of one view in one round, each found by its subject. */
record Frame(View view, Sample sample, Map<String, Integer> rows) {
    /** Nothing, when two rows have one name: then neither can be told from the other a round later. */
    static Optional<Frame> of(View view, Sample full) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int row = 0; row < full.rows(); row++) {
            if (rows.put(full.subject(row), row) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Frame(view, full, rows));
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
}

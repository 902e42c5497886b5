package dev.pgsonde.streams.window;

import dev.pgsonde.schema.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one view in one window, side by side: each is looked at by many terms. */
final class Rows {
    private final ViewWindow window;
    private final String[] subjects;
    private final RowSums[] sums;
    private final @Nullable List<String>[] labels;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    Rows(ViewWindow window) {
        this.window = window;
        this.subjects = window.rows().keySet().toArray(String[]::new);
        this.sums = window.rows().values().toArray(RowSums[]::new);
        this.labels = new List[subjects.length];
    }

    ViewWindow window() {
        return window;
    }

    int size() {
        return sums.length;
    }

    String subject(int row) {
        return subjects[row];
    }

    RowSums sums(int row) {
        return sums[row];
    }

    List<String> labels(int row) {
        List<String> known = labels[row];
        if (known == null) {
            known = Subject.labels(subjects[row]);
            labels[row] = known;
        }
        return known;
    }
}

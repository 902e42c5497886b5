package dev.pgsonde.collect.wait;

import dev.pgsonde.collect.look.AnswerRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many sessions of a look have the same texts, added up over the looks, and squared. */
final class LookCounts {
    private static final class Count {
        final long sinceMicros;
        long samples;
        long squares;

        Count(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final List<String> labels;
    private final Map<List<String>, Count> counts = new LinkedHashMap<>();

    /** {@code labels}: the names of the texts of a row, in their order. */
    LookCounts(List<String> labels) {
        this.labels = labels;
    }

    /**
     * Adds the sessions of a look, each by its texts. {@code knownMicros}: the last instant before this look at which a row
     * that is not here yet was certainly zero.
     */
    void add(List<List<String>> look, long knownMicros) {
        Map<List<String>, Integer> together = new LinkedHashMap<>();
        look.forEach(texts -> together.merge(texts, 1, Integer::sum));
        together.forEach((texts, number) -> {
            Count count = counts.computeIfAbsent(texts, unseen -> new Count(knownMicros));
            count.samples += number;
            count.squares += (long) number * number;
        });
    }

    void write(AnswerRows rows) {
        counts.forEach((texts, count) -> {
            rows.row();
            for (int i = 0; i < labels.size(); i++) {
                rows.text(labels.get(i), texts.get(i));
            }
            rows.number("since", count.sinceMicros)
                    .number("samples", count.samples)
                    .number("samples_squared", count.squares);
        });
    }
}

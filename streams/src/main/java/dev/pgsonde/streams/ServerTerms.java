package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.NameList;
import dev.pgsonde.schema.NamedNumbers;
import dev.pgsonde.schema.Window;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.window.ServerSums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The record of a whole server in one window: every term of metrics and rules that are about servers, so that both sides
 * of each ratio stand in one row. Views that are asked less often than a window have no part in it.
 */
final class ServerTerms {
    private final List<Sum.Term> terms;
    private final NameLists lists = new NameLists();

    ServerTerms(Catalog catalog) {
        this.terms = catalog.serverTerms();
    }

    /** {@code missing} says of views why not all is known of them. */
    Window window(
            String source,
            SourceState state,
            Instant start,
            Instant end,
            ServerSums sums,
            Map<String, String> missing) {
        List<String> names = new ArrayList<>();
        long[] numbers = new long[terms.size()];
        for (Sum.Term term : terms) {
            OptionalLong amount = sums.of(term);
            if (amount.isPresent()) {
                numbers[names.size()] = amount.getAsLong();
                names.add(term.name());
            }
        }
        NameList list = lists.of(names);
        return new Window(
                View.SERVER,
                source,
                start,
                end,
                state.incarnation(),
                state.run(),
                View.SERVER,
                Metric.SERVER,
                source,
                Map.of(),
                0,
                0,
                0,
                false,
                reason(missing),
                list.fingerprint(),
                NamedNumbers.of(list, Arrays.copyOf(numbers, names.size()), new BitSet()),
                NamedNumbers.NONE);
    }

    private @Nullable String reason(Map<String, String> missing) {
        String reasons = missing.entrySet().stream()
                .filter(view -> terms.stream().anyMatch(term -> term.view().equals(view.getKey())))
                .map(view -> view.getKey() + ": " + view.getValue())
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? null : reasons;
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which views drop rows that nobody was told of, and which counters of other views tell that they did. */
final class Losses {
    private final Map<String, View> byCounter = new HashMap<>();
    private final Map<String, String> tellers = new HashMap<>();

    Losses(Catalog catalog) {
        for (View view : catalog.views()) {
            String counter = view.loses();
            if (counter != null) {
                byCounter.put(counter, view);
                tellers.put(view.view(), counter.substring(0, counter.indexOf('.')));
            }
        }
    }

    boolean losesRows(String view) {
        return tellers.containsKey(view);
    }

    /** The view that tells of losses of {@code view}, if any can. */
    Optional<String> teller(String view) {
        return Optional.ofNullable(tellers.get(view));
    }

    /** The views of which it is told, by any of these counters of {@code view}, that they have dropped rows. */
    List<View> toldBy(String view, List<String> counters) {
        return counters.stream()
                .map(counter -> Optional.ofNullable(byCounter.get(view + "." + counter)))
                .flatMap(Optional::stream)
                .toList();
    }
}

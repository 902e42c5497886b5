package dev.pgsonde.local.alert;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Alert;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each alert in its newest transition. */
final class Board {
    private static final Comparator<Alert> GRAVEST_FIRST = Comparator.comparing(Alert::state)
            .thenComparing(Alert::severity)
            .thenComparing(Alert::onset)
            .thenComparing(Alert::id);

    private final Map<String, Alert> alerts = new LinkedHashMap<>();

    static Board of(List<Alert> transitions) {
        Board board = new Board();
        transitions.forEach(board::put);
        return board;
    }

    void put(Alert alert) {
        alerts.merge(alert.id(), alert, (one, other) -> other.sequence() >= one.sequence() ? other : one);
    }

    boolean isNews(Alert alert) {
        Alert known = alerts.get(alert.id());
        return known == null || alert.sequence() > known.sequence();
    }

    List<Alert> alerts() {
        return alerts.values().stream().sorted(GRAVEST_FIRST).toList();
    }

    /** The one whose id begins so. */
    Alert named(String id) {
        List<Alert> found = alerts.values().stream()
                .filter(alert -> alert.id().startsWith(id))
                .toList();
        if (found.isEmpty()) {
            throw new UserError("no alert " + id + "; pgsonde alerts --state any lists all");
        }
        if (found.size() > 1) {
            throw new UserError("more than one alert begins with " + id + ": "
                    + String.join(", ", found.stream().map(Alert::id).toList()));
        }
        return found.get(0);
    }
}

package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Marker;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How likely markers are to move one metric; of thousands of tables that changed alike it is asked once. */
final class Priors {
    private final String metric;
    private final Map<Likeness, Double> known = new HashMap<>();

    Priors(String metric) {
        this.metric = metric;
    }

    /** All of a marker that a mechanism looks at; a subject only where it is that of a setting. */
    private record Likeness(
            String kind, String subject, @Nullable String after) {}

    double of(Marker marker) {
        String subject = marker.kind().equals(Mechanism.SETTING) ? marker.subject() : "";
        // which definition a new index has matters to none
        String after = marker.kind().equals(Mechanism.INDEX) && marker.after() != null ? "" : marker.after();
        return known.computeIfAbsent(
                new Likeness(marker.kind(), subject, after), any -> Mechanism.prior(metric, marker));
    }
}

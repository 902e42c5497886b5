package dev.pgsonde.streams;

import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.window.Figures;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A window of a source that takes no more, and what it came to. */
record Closed(String source, String incarnation, @Nullable String run, Instant start, Instant end, Figures figures) {
    Alerts.Place place(String subjectKind, String subject) {
        return new Alerts.Place(source, incarnation, run, subjectKind, subject);
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.streams.alert.Alerts;
import dev.pgsonde.streams.state.SourceState;
import dev.pgsonde.streams.window.Figures;
import java.time.Instant;

/** A window of a source that takes no more, and what it came to. */
record Closed(String source, SourceState state, Instant start, Instant end, Figures figures) {
    Alerts.Place place(String subjectKind, String subject) {
        return new Alerts.Place(source, state.incarnation(), state.run(), subjectKind, subject);
    }
}

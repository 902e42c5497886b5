package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.Severity;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is now, and as the receiver knows it.
 *
 * @param before {@code null} when it is new to the receiver, or what was delivered of it is no longer known
 */
record Transition(Alert alert, @Nullable Alert before) {
    static Transition of(Alert alert) {
        return new Transition(alert, null);
    }

    /** The severities, other than its own, under which the receiver may have the alert. */
    Stream<Severity> replaced() {
        if (before != null) {
            return Stream.of(before.severity()).filter(severity -> severity != alert.severity());
        }
        return alert.sequence() == 1
                ? Stream.of()
                : Stream.of(Severity.values()).filter(severity -> severity != alert.severity());
    }

    /** What it was before it became graver. */
    Optional<Severity> escalatedFrom() {
        return Optional.ofNullable(before)
                .map(Alert::severity)
                .filter(severity -> severity.compareTo(alert.severity()) > 0);
    }
}

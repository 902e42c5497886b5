package dev.pgsonde.deliver;

import dev.pgsonde.schema.Alert;
import java.time.Instant;
import java.util.Optional;

/** How a kind of receiver wants to be told. */
interface Format {
    /** Nothing for a transition that this kind of receiver has no word for. */
    Optional<Message> message(Alert alert, Instant now);
}

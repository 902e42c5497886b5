package dev.pgsonde.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a kind of receiver wants to be told. */
interface Format {
    /** Nothing for a transition that this kind of receiver has no word for. */
    Optional<Message> message(Transition transition, Instant now);

    /** What says every now and then that all is well here; nothing for a kind of receiver that cannot use it. */
    default Optional<Message> heartbeat(Duration every, Instant now) {
        return Optional.empty();
    }
}

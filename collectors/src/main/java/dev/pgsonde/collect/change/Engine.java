package dev.pgsonde.collect.change;

import java.util.Optional;

/** A running change capture. */
interface Engine extends AutoCloseable {
    /** Why it is no longer running, if it is not. */
    Optional<String> failure();

    /** Ends it soon, also when the server does not answer. */
    @Override
    void close();
}

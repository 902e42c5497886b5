package dev.pgsonde.collect.change;

import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.schema.Change;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts change captures. */
interface Engines {
    /** Why none can be started from this address, or nothing. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** {@code changes} is called by a thread of the engine's own. */
    Engine start(CaptureConfig config, Consumer<Change> changes);
}

package dev.pgsonde.collect.change;

import dev.pgsonde.collect.config.CaptureConfig;
import dev.pgsonde.schema.Change;
import java.util.function.Consumer;

/** Starts change captures. */
interface Engines {
    /** {@code changes} is called by a thread of the engine's own. */
    Engine start(CaptureConfig config, Consumer<Change> changes);
}

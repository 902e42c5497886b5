package dev.pgsonde.collect.check;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this machine offers to the agent; absent is what the configuration does not ask for. */
record AgentFacts(
        @Nullable Spool spool,
        @Nullable Port port,
        @Nullable Registry registry,
        List<String> unusable,
        List<String> warnings) {
    /** The directory, how much it is to hold, how much its disk has left, and what stands in the way. */
    record Spool(
            Path directory,
            long wanted,
            long free,
            @Nullable String trouble) {}

    record Port(String address, @Nullable String trouble) {}

    record Registry(URI uri, @Nullable String trouble) {}

    AgentFacts {
        unusable = List.copyOf(unusable);
        warnings = List.copyOf(warnings);
    }
}

package dev.pgsonde.collect.host;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the server keeps what, as far as the role may know it. */
final class ServerPlaces {
    private ServerPlaces() {}

    /** Directories by what is there: 'data', 'wal'. */
    static Map<String, String> of(@Nullable String dataDirectory) {
        return dataDirectory == null ? Map.of() : Map.of("data", dataDirectory, "wal", dataDirectory + "/pg_wal");
    }
}

package dev.pgsonde.streams;

import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.Frames;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What is left where a server's WAL lies. */
record Room(Frames frames, String source) {
    private static final String VIEW = "host_filesystems";
    private static final List<String> SERVES = List.of("wal", "data");

    /** Whoever may not look where the WAL lies takes it to lie with the data. */
    OptionalLong left() {
        return SERVES.stream()
                .map(this::leftFor)
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElseGet(OptionalLong::empty);
    }

    private OptionalLong leftFor(String what) {
        int column = frames.gaugeNames(source, VIEW).indexOf("available_bytes");
        for (Map.Entry<String, Values> row : frames.gauges(source, VIEW).entrySet()) {
            String serves = frames.texts(source, VIEW, "", row.getKey()).getOrDefault("serves", "");
            if (column >= 0
                    && List.of(serves.split(", ")).contains(what)
                    && row.getValue().known()[column]) {
                return OptionalLong.of(row.getValue().numbers()[column]);
            }
        }
        return OptionalLong.empty();
    }
}

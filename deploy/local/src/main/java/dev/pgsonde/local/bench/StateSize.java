package dev.pgsonde.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How much the stores of a stopped topology take on disk, by their names, and how many series they remember. */
record StateSize(int series, Map<String, Long> bytes) {
    /** What the detector remembers: not a part of every series. */
    static final String FINDINGS = "findings";

    private static final String ROCKS_DB = "rocksdb";

    StateSize {
        bytes = Map.copyOf(bytes);
    }

    /** Stores are directories {@code rocksdb/STORE}, one in each task's directory. */
    static StateSize of(int series, Path state) {
        Map<String, Long> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(state)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> state.relativize(file).toString().contains(ROCKS_DB + "/"))
                    .forEach(file -> bytes.merge(store(file), size(file), Long::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StateSize(series, bytes);
    }

    private static String store(Path file) {
        List<String> names = new ArrayList<>();
        file.forEach(part -> names.add(part.toString()));
        return names.get(names.lastIndexOf(ROCKS_DB) + 1);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The detector's history aside. */
    double bytesPerSeries() {
        return bytes.entrySet().stream()
                        .filter(store -> !store.getKey().equals(FINDINGS))
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                / (double) series;
    }
}

package dev.pgsonde.collect;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.process.ConfigFile;
import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The configurations that were named, of which each is about another source. */
final class ConfigFiles {
    private ConfigFiles() {}

    static List<CollectorConfig> read(List<Path> named, Map<String, String> environment) {
        List<CollectorConfig> configs = new ArrayList<>();
        Map<String, Path> sources = new HashMap<>();
        for (Path file : named.stream().flatMap(path -> files(path).stream()).toList()) {
            CollectorConfig config = ConfigFile.read(file, CollectorConfig.class, environment);
            Path other = sources.put(config.source(), file);
            if (other != null) {
                throw new UserError(file + ": the source " + config.source() + " is in " + other
                        + " already; give each server a name of its own");
            }
            configs.add(config);
        }
        return configs;
    }

    static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(entry -> entry.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UserError(path + ": holds no *.yaml; put a configuration there");
            }
            return files;
        } catch (IOException e) {
            throw new UserError(path + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}

package dev.pgsonde.collect.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a service in the files in which libpq would look for it: the user's, then those of the system. */
final class ServiceFile {
    private static final List<String> SYSTEM = List.of("/etc/postgresql-common", "/etc/sysconfig/pgsql", "/etc");

    private ServiceFile() {}

    static Map<String, String> find(String service, ConnectionSources sources) {
        List<Path> files = files(sources);
        return files.stream()
                .flatMap(file -> sources.read(file).flatMap(text -> parse(text, service, file)).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the service " + service + " is defined in none of "
                        + String.join(", ", files.stream().map(Path::toString).toList())));
    }

    private static List<Path> files(ConnectionSources sources) {
        Path users = sources.variable("PGSERVICEFILE").map(Path::of).orElseGet(() -> sources.home()
                .resolve(".pg_service.conf"));
        List<String> directories =
                sources.variable("PGSYSCONFDIR").map(List::of).orElse(SYSTEM);
        return Stream.concat(
                        Stream.of(users), directories.stream().map(directory -> Path.of(directory, "pg_service.conf")))
                .toList();
    }

    static Optional<Map<String, String>> parse(String text, String service, Path file) {
        Map<String, String> words = new LinkedHashMap<>();
        boolean found = false;
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (found && line.startsWith("[")) {
                break;
            }
            if (line.startsWith("[")) {
                found = line.startsWith("[" + service + "]");
            } else if (found && !line.isEmpty() && !line.startsWith("#")) {
                take(line, words, file + " line " + number);
            }
        }
        return found ? Optional.of(words) : Optional.empty();
    }

    private static void take(String line, Map<String, String> words, String where) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(where + " is not keyword=value");
        }
        String keyword = line.substring(0, equals);
        if (keyword.equals("service")) {
            throw new IllegalArgumentException(where + ": a service cannot name another one");
        }
        words.putIfAbsent(keyword, line.substring(equals + 1));
    }
}

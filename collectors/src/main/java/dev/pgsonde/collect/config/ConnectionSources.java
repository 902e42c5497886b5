package dev.pgsonde.collect.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What connection settings are looked for in: the environment of this process and files of its machine. */
public interface ConnectionSources {
    /** Where a server's socket is looked for when no host is named, in this order. */
    List<String> SOCKET_DIRECTORIES = List.of("/var/run/postgresql", "/run/postgresql", "/tmp");

    /** A variable of the environment, unless it is empty. */
    Optional<String> variable(String name);

    /** The name of the user that this process belongs to. */
    String systemUser();

    boolean exists(Path file);

    /** Whether it is a file that only its owner may read. */
    boolean isPrivate(Path file);

    /** The text of a file, or nothing when there is none. */
    Optional<String> read(Path file);

    /** Keeps a text in a file that nobody else may read, for as long as this process lives. */
    Path keep(String secret);

    default Path home() {
        return Path.of(variable("HOME").orElse("/"));
    }
}

package dev.pgsonde.collect.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The databases that are visited beside the one of the URL: those whose whole name matches one of {@code include} and
 * none of {@code exclude}, on at most so many connections.
 */
public record DatabasesConfig(
        @Nullable List<String> include,
        @Nullable List<String> exclude,
        @Nullable Integer connections) {
    private static final int CONNECTIONS = 50;

    /** A key that is missing from the file arrives as null. */
    public DatabasesConfig {
        include = include == null ? List.of(".*") : List.copyOf(include);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
        connections = connections == null ? CONNECTIONS : connections;
        include.forEach(DatabasesConfig::requirePattern);
        exclude.forEach(DatabasesConfig::requirePattern);
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be at least 1");
        }
    }

    public boolean takes(String database) {
        return matches(include, database) && !matches(exclude, database);
    }

    public int most() {
        return connections == null ? CONNECTIONS : connections;
    }

    private static boolean matches(@Nullable List<String> patterns, String database) {
        return patterns != null && patterns.stream().anyMatch(pattern -> Pattern.matches(pattern, database));
    }

    private static void requirePattern(String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + pattern, e);
        }
    }
}

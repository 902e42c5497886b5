package dev.pgsonde.collect.config;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The password that was given, or else the file in which each connection finds its own. */
public record Passwords(@Nullable Secret given, PasswordFile file) {
    public static Passwords of(@Nullable Secret given) {
        return new Passwords(given, PasswordFile.NONE);
    }

    /** The first password that suits one of the places: the driver takes one for all of them. */
    @Nullable
    Secret of(List<Endpoint> endpoints, String database, String user) {
        if (given != null) {
            return given;
        }
        return endpoints.stream()
                .map(endpoint -> file.passwordFor(endpoint, database, user))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    List<Secret> all() {
        return Stream.concat(Stream.ofNullable(given), file.lines().stream().map(PasswordFile.Line::password))
                .toList();
    }
}

package dev.pgsonde.local.alert;

import java.util.Map;

/** Who types. */
final class Author {
    private Author() {}

    static String of(Map<String, String> environment) {
        String user = environment.getOrDefault("SUDO_USER", environment.getOrDefault("USER", ""));
        return user.isEmpty() ? System.getProperty("user.name", "unknown") : user;
    }
}

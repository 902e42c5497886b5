package dev.pgsonde.collect.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One database of one server, a role there, and further options by the JDBC driver's names. */
public record Address(
        String host,
        int port,
        String database,
        String user,
        @Nullable Secret password,
        Map<String, String> options) {
    public Address {
        options = Map.copyOf(options);
        if (host.isBlank() || host.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the URL names no host; the agent connects by TCP, not by a Unix socket");
        }
        if (host.indexOf(',') >= 0) {
            throw new IllegalArgumentException("the URL names several hosts; start one agent for each");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("no user is given, neither as postgres.user nor in the URL");
        }
    }

    /** Names the place without anything secret. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}

package dev.pgsonde.collect.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One database of one server, which may be at any of several places, a role there, and options by the driver's names. */
public record Address(
        List<Endpoint> endpoints, String database, String user, Passwords passwords, Map<String, String> options) {
    public Address {
        endpoints = List.copyOf(endpoints);
        options = Map.copyOf(options);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("no host is given");
        }
        if (endpoints.size() > 1 && endpoints.stream().anyMatch(one -> one.isSocket() || one.ip() != null)) {
            throw new IllegalArgumentException("in a list of hosts each must be reached by its name: a Unix socket, and"
                    + " a hostaddr beside a host, can only be the only one");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("no user is given");
        }
    }

    /** Another database of the same server; the password file may have another password for it. */
    public Address to(String otherDatabase) {
        return new Address(endpoints, otherDatabase, user, passwords, options);
    }

    public Endpoint first() {
        return endpoints.get(0);
    }

    public @Nullable Secret password() {
        return passwords.of(endpoints, database, user);
    }

    /** What must not stand in any message. */
    public List<Secret> secrets() {
        return passwords.all();
    }

    /** Names the place without anything secret. */
    @Override
    public String toString() {
        return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(",")) + "/" + database;
    }
}

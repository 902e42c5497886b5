package dev.pgsonde.local.stack;

import java.util.Map;

/** A PostgreSQL to start: its name in this run, its major version, its settings, and its port unless that is 0. */
public record PostgresPlan(String name, int major, Map<String, String> settings, int port) {
    public PostgresPlan {
        settings = Map.copyOf(settings);
    }

    public static PostgresPlan of(int major, Map<String, String> settings) {
        return new PostgresPlan("postgres-" + major, major, settings, 0);
    }

    public PostgresPlan at(int port) {
        return new PostgresPlan(name, major, settings, port);
    }
}

package dev.pgsonde.collect.check;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one server says of itself to the role of the agent.
 *
 * @param managed in words, where a setting is set that ALTER SYSTEM must leave alone
 */
record ServerFacts(
        int version,
        boolean standby,
        Role role,
        Map<String, String> settings,
        Map<String, String> managed,
        Slots slots,
        int clients,
        Set<String> refused,
        @Nullable Statements statements,
        boolean published,
        Pooler pooler,
        Duration ahead) {
    /** The role of the agent. */
    record Role(String name, String quoted, boolean monitors, boolean readsSettings, boolean replicates, int limit) {}

    record Slots(int used, int ours, int senders) {}

    /** The extension pg_stat_statements in the database of the connection; of the view's own information since 14. */
    record Statements(
            @Nullable String version,
            @Nullable String available,
            @Nullable String schema,
            @Nullable Double evictionsPerDay) {}

    enum Pooler {
        NONE,
        KEEPS_SESSIONS,
        MIXES_SESSIONS
    }

    ServerFacts {
        settings = Map.copyOf(settings);
        managed = Map.copyOf(managed);
        refused = Set.copyOf(refused);
    }

    int major() {
        return version / 10_000;
    }

    /** A setting as the role sees it; empty when the server has no such setting. */
    String setting(String name) {
        return Objects.requireNonNullElse(settings.get(name), "");
    }

    boolean has(String name) {
        return settings.containsKey(name);
    }

    long number(String name) {
        String value = setting(name);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }
}

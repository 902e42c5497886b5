package dev.pgsonde.collect.check;

import static dev.pgsonde.collect.check.Verdict.missing;
import static dev.pgsonde.collect.check.Verdict.poor;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a server and the agent's role on it should be like. */
final class ServerRules {
    static final int OLDEST = 13;
    static final int NEWEST = 18;
    private static final Duration SAME_TIME = Duration.ofSeconds(1);
    private static final double EVICTIONS_PER_DAY = 100;

    private ServerRules() {}

    static List<Rule<ServerFacts>> all() {
        return Stream.of(access(), settings(), statements(), probes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Rule<ServerFacts>> access() {
        return List.of(
                new Rule<>("version", "every view", ServerRules::version),
                new Rule<>(
                        "pg_monitor",
                        "what other roles do: statements, waits, replication, sizes, many settings",
                        ServerRules::monitor),
                new Rule<>("pooler", "rounds from one snapshot, and timeouts that last", ServerRules::pooler),
                new Rule<>("connections", "every view, whenever no connection is to be had", ServerRules::connections),
                new Rule<>(
                        "clock",
                        "nothing here, since samples bear the server's time; but logs and other servers disagree with it",
                        ServerRules::clock));
    }

    private static Verdict version(ServerFacts facts) {
        String version = "PostgreSQL " + facts.major() + (facts.standby() ? ", a standby" : ", a primary");
        if (facts.major() < OLDEST) {
            return missing(version + "; the oldest that pgsonde knows is " + OLDEST, "upgrade the server");
        }
        return facts.major() > NEWEST
                ? poor(
                        version + "; the newest that pgsonde knows is " + NEWEST + ", whose queries it uses",
                        "use a newer pgsonde, when there is one")
                : new Verdict.Fine(version);
    }

    private static Verdict monitor(ServerFacts facts) {
        if (facts.role().monitors()) {
            return new Verdict.Fine("the role " + facts.role().name() + " has it");
        }
        return missing(
                "the role " + facts.role().name() + " is not a member"
                        + (facts.role().readsSettings() ? "" : ", nor of pg_read_all_settings"),
                "GRANT pg_monitor TO " + facts.role().quoted() + ";");
    }

    private static Verdict pooler(ServerFacts facts) {
        return switch (facts.pooler()) {
            case NONE -> new Verdict.Fine("none in between");
            case KEEPS_SESSIONS ->
                poor(
                        "one is in between, and gives the agent a session of its own for now",
                        "connect to the server itself, or keep pool_mode = session for this role");
            case MIXES_SESSIONS ->
                missing(
                        "one is in between, and lends the agent's session to others between transactions",
                        "connect to the server itself, or set pool_mode = session for this role's database");
        };
    }

    private static Verdict connections(ServerFacts facts) {
        long reserved = facts.number("superuser_reserved_connections") + facts.number("reserved_connections");
        long left = facts.number("max_connections") - reserved - facts.clients();
        String state = left + " of " + facts.number("max_connections") + " left";
        if (facts.role().limit() >= 0 && facts.role().limit() < 4) {
            return poor(
                    state + ", and the role may have " + facts.role().limit(),
                    "ALTER ROLE " + facts.role().quoted() + " CONNECTION LIMIT 10;");
        }
        return left < 5
                ? poor(state, "raise max_connections where it is set, and restart the server, or use fewer elsewhere")
                : new Verdict.Fine(state);
    }

    private static Verdict clock(ServerFacts facts) {
        Duration off = facts.ahead().abs();
        String state =
                off.toMillis() + " ms " + (facts.ahead().isNegative() ? "behind" : "ahead of") + " this machine's";
        return off.compareTo(SAME_TIME) > 0
                ? poor(state, "synchronise both machines' clocks (chrony, systemd-timesyncd)")
                : new Verdict.Fine(state);
    }

    private static List<Rule<ServerFacts>> settings() {
        return List.of(
                on("track_activities", "sessions, waits and blockers", true),
                on("track_counts", "every counter of tables, indexes and databases, and autovacuum", true),
                on("track_io_timing", "the time that reads and writes take", false),
                on("track_wal_io_timing", "the time that writing and syncing WAL takes", false),
                new Rule<>("track_functions", "calls and times of functions", ServerRules::functions));
    }

    private static Rule<ServerFacts> on(String setting, String without, boolean needed) {
        return new Rule<>(setting, without, facts -> {
            if (!facts.has(setting)) {
                return new Verdict.Beside();
            }
            if (facts.setting(setting).equals("on")) {
                return new Verdict.Fine("on");
            }
            return needed
                    ? missing("off", SettingFix.reloaded(facts, setting, "on"))
                    : poor("off", SettingFix.reloaded(facts, setting, "on"));
        });
    }

    private static Verdict functions(ServerFacts facts) {
        String value = facts.setting("track_functions");
        return value.equals("none")
                ? poor(value, SettingFix.reloaded(facts, "track_functions", "'pl'"))
                : new Verdict.Fine(value);
    }

    private static List<Rule<ServerFacts>> statements() {
        String without = "which statement costs what: the cause of most regressions";
        return List.of(
                new Rule<>("pg_stat_statements", without, ServerRules::extension),
                new Rule<>(
                        "pg_stat_statements.max", "statements that return after an eviction", ServerRules::evictions),
                new Rule<>(
                        "pg_stat_statements.track",
                        without,
                        facts -> facts.setting("pg_stat_statements.track").equals("none")
                                ? missing("none", SettingFix.reloaded(facts, "pg_stat_statements.track", "'top'"))
                                : ifThere(facts, "pg_stat_statements.track")),
                new Rule<>(
                        "pg_stat_statements.track_utility",
                        "the cost of COPY, CREATE INDEX, VACUUM and the like",
                        facts -> facts.setting("pg_stat_statements.track_utility")
                                        .equals("off")
                                ? poor("off", SettingFix.reloaded(facts, "pg_stat_statements.track_utility", "on"))
                                : ifThere(facts, "pg_stat_statements.track_utility")),
                new Rule<>(
                        "compute_query_id",
                        without,
                        facts -> facts.setting("compute_query_id").equals("off")
                                ? missing("off", SettingFix.reloaded(facts, "compute_query_id", "'auto'"))
                                : ifThere(facts, "compute_query_id")));
    }

    private static Verdict ifThere(ServerFacts facts, String setting) {
        return facts.has(setting) ? new Verdict.Fine(facts.setting(setting)) : new Verdict.Beside();
    }

    private static Verdict extension(ServerFacts facts) {
        ServerFacts.Statements statements = facts.statements();
        if (statements == null || statements.available() == null) {
            return missing("not installed on the server's machine", "install the server's contrib package");
        }
        boolean loaded = facts.has("pg_stat_statements.max");
        String create = "CREATE EXTENSION pg_stat_statements;";
        if (!loaded) {
            String preload = SettingFix.preloaded(facts, "pg_stat_statements");
            String restart = "restart the server";
            return statements.version() == null
                    ? missing("not loaded, not created", preload, restart, create)
                    : missing("created, but not loaded", preload, restart);
        }
        if (statements.version() == null) {
            return missing("loaded, but not created in this database", create);
        }
        return statements.version().equals(statements.available())
                ? new Verdict.Fine("version " + statements.version())
                : poor(
                        "version " + statements.version() + "; the server has " + statements.available(),
                        "ALTER EXTENSION pg_stat_statements UPDATE;");
    }

    private static Verdict evictions(ServerFacts facts) {
        ServerFacts.Statements statements = facts.statements();
        if (statements == null || statements.evictionsPerDay() == null) {
            return ifThere(facts, "pg_stat_statements.max");
        }
        String max = facts.setting("pg_stat_statements.max");
        long perDay = Math.round(statements.evictionsPerDay());
        if (perDay < EVICTIONS_PER_DAY) {
            return new Verdict.Fine(max);
        }
        return poor(
                max + ", with " + perDay + " evictions a day",
                SettingFix.of(
                        facts, "pg_stat_statements.max", String.valueOf(2 * facts.number("pg_stat_statements.max"))),
                "restart the server");
    }

    private static List<Rule<ServerFacts>> probes() {
        return Stream.of(Probe.values())
                .map(probe -> new Rule<ServerFacts>(probe.call(), probe.without(), facts -> probe.judge(facts)))
                .toList();
    }
}

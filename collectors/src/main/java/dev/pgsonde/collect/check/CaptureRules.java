package dev.pgsonde.collect.check;

import static dev.pgsonde.collect.check.Verdict.missing;
import static dev.pgsonde.collect.check.Verdict.poor;

import dev.pgsonde.collect.config.CaptureConfig;
import java.util.List;

/** What the change capture needs, where one is configured. */
final class CaptureRules {
    private static final String CHANGES = "changed rows: which tables write the WAL, and how large a row is";

    private CaptureRules() {}

    static List<Rule<ServerFacts>> all(CaptureConfig config) {
        return List.of(
                new Rule<>(
                        "capture: role of the server",
                        CHANGES,
                        facts -> facts.standby()
                                ? missing("a standby; changes are read from the primary", "leave capture out here")
                                : new Verdict.Fine("a primary")),
                new Rule<>(
                        "capture: wal_level",
                        CHANGES,
                        facts -> facts.setting("wal_level").equals("logical")
                                ? new Verdict.Fine("logical")
                                : missing(
                                        facts.setting("wal_level"),
                                        SettingFix.of(facts, "wal_level", "logical"),
                                        "restart the server")),
                new Rule<>(
                        "capture: right to replicate",
                        CHANGES,
                        facts -> facts.role().replicates()
                                ? new Verdict.Fine("the role has it")
                                : missing(
                                        "the role lacks it",
                                        "ALTER ROLE " + facts.role().quoted() + " REPLICATION;")),
                new Rule<>(
                        "capture: publication",
                        CHANGES,
                        facts -> facts.published()
                                ? new Verdict.Fine(config.publication())
                                : missing(
                                        "there is no " + config.publication() + " in this database",
                                        "CREATE PUBLICATION " + quoted(config.publication())
                                                + " FOR TABLE ...; (tables with a primary key: one without refuses UPDATE"
                                                + " and DELETE once it is published)")),
                new Rule<>("capture: replication slots", CHANGES, CaptureRules::slots),
                new Rule<>("capture: WAL senders", CHANGES, CaptureRules::senders),
                new Rule<>(
                        "capture: max_slot_wal_keep_size",
                        "a bound, should the agent's machine die: the slot it leaves holds back WAL until the disk is full",
                        facts -> bound(facts, config)),
                new Rule<>(
                        "capture: idle_replication_slot_timeout",
                        "a bound in time: a slot that nobody reads from holds back dead rows of the catalogs too",
                        CaptureRules::idle));
    }

    /** The agent's slot is there while another agent runs, and may be used by the next. */
    private static Verdict slots(ServerFacts facts) {
        long free = facts.number("max_replication_slots") - facts.slots().used();
        return free > 0 || facts.slots().ours() > 0
                ? new Verdict.Fine(free + " free")
                : missing(
                        "all " + facts.slots().used() + " in use",
                        SettingFix.of(
                                facts,
                                "max_replication_slots",
                                String.valueOf(facts.slots().used() + 2)),
                        "restart the server");
    }

    private static Verdict senders(ServerFacts facts) {
        long most = facts.number("max_wal_senders");
        return most > facts.slots().senders()
                ? new Verdict.Fine(most - facts.slots().senders() + " free")
                : missing(
                        "all " + most + " in use",
                        SettingFix.of(facts, "max_wal_senders", String.valueOf(most + 2)),
                        "restart the server");
    }

    private static Verdict bound(ServerFacts facts, CaptureConfig config) {
        String value = facts.setting("max_slot_wal_keep_size");
        if (!value.equals("-1")) {
            return new Verdict.Fine(value + " MB");
        }
        String[] fix = SettingFix.reloaded(facts, "max_slot_wal_keep_size", "'10GB'");
        return config.unboundedWal()
                ? poor("-1: no bound, which capture.unbounded_wal accepts", fix)
                : missing("-1: no bound, and so nothing is captured", fix);
    }

    /** From 18 on. */
    private static Verdict idle(ServerFacts facts) {
        if (!facts.has("idle_replication_slot_timeout")) {
            return new Verdict.Beside();
        }
        long seconds = facts.number("idle_replication_slot_timeout");
        return seconds > 0
                ? new Verdict.Fine(seconds + " s")
                : poor("0: none", SettingFix.reloaded(facts, "idle_replication_slot_timeout", "'1d'"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

package dev.pgsonde.collect.check;

import static dev.pgsonde.collect.check.Verdict.poor;

import dev.pgsonde.collect.config.CollectorConfig;
import dev.pgsonde.collect.config.Timeouts;
import dev.pgsonde.process.Durations;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Timeouts that the role brings into its sessions, and that would end them or their rounds. */
final class RoleRules {
    private static final String STATEMENTS = "now and then a round, and a line in the server's log each time";

    private RoleRules() {}

    static List<Rule<ServerFacts>> all(CollectorConfig config) {
        Timeouts.Limits limits = config.limits();
        Duration idle = config.every().multipliedBy(2);
        return List.of(
                longer(
                        "idle_session_timeout",
                        idle,
                        "the session between two rounds, and with it every other frame's economy"),
                longer("idle_in_transaction_session_timeout", limits.statement(), STATEMENTS),
                longer("transaction_timeout", limits.round(), STATEMENTS),
                longer("statement_timeout", limits.statement(), STATEMENTS));
    }

    private static Rule<ServerFacts> longer(String setting, Duration than, String without) {
        Function<ServerFacts, Verdict> judge = facts -> {
            long millis = facts.number(setting);
            if (!facts.has(setting)) {
                return new Verdict.Beside();
            }
            return millis == 0 || millis >= than.toMillis()
                    ? new Verdict.Fine(millis == 0 ? "none" : Durations.text(Duration.ofMillis(millis)))
                    : poor(
                            Durations.text(Duration.ofMillis(millis)) + ", shorter than " + Durations.text(than),
                            "ALTER ROLE " + facts.role().quoted() + " SET " + setting + " = 0;");
        };
        return new Rule<>(setting, without, judge);
    }
}

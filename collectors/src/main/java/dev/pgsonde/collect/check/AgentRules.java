package dev.pgsonde.collect.check;

import static dev.pgsonde.collect.check.Verdict.missing;
import static dev.pgsonde.collect.check.Verdict.poor;

import dev.pgsonde.collect.check.Finding.Grade;
import dev.pgsonde.collect.check.Finding.Group;
import java.util.ArrayList;
import java.util.List;

/** The agent's own machine: a place for its spool, its port, the registry it writes schemas to, the user's own views. */
final class AgentRules {
    private static final String RECORDS = "records, when Kafka is away for longer than memory lasts";
    private static final List<Rule<AgentFacts>> RULES = List.of(
            new Rule<>("spool", RECORDS, AgentRules::spool),
            new Rule<>("listen", "/metrics, /healthz and /readyz", AgentRules::port),
            new Rule<>("schema_registry", "everything: no record can be written", AgentRules::registry));

    private AgentRules() {}

    static List<Finding> of(AgentFacts facts) {
        List<Finding> findings = new ArrayList<>(Rule.all(RULES, Group.AGENT, facts));
        for (String warning : facts.warnings()) {
            findings.add(told("connection settings", warning, "the password, unless it is given otherwise"));
        }
        for (String unusable : facts.unusable()) {
            findings.add(told("metrics", unusable, "this view of yours"));
        }
        return findings;
    }

    private static Finding told(String subject, String state, String without) {
        return new Finding(Group.AGENT, subject, Grade.WARNING, state, List.of(), without);
    }

    private static Verdict spool(AgentFacts facts) {
        AgentFacts.Spool spool = facts.spool();
        if (spool == null) {
            return poor("none", "name a directory in spool.directory");
        }
        if (spool.trouble() != null) {
            return missing(spool.trouble(), "as root: install -d -m 700 -o $(the agent's user) " + spool.directory());
        }
        String room =
                spool.directory() + ", with " + (spool.free() >> 20) + " MB left for " + (spool.wanted() >> 20) + " MB";
        return spool.free() < spool.wanted()
                ? poor(room, "make room there, or choose a smaller spool.max")
                : new Verdict.Fine(room);
    }

    private static Verdict port(AgentFacts facts) {
        AgentFacts.Port port = facts.port();
        if (port == null) {
            return new Verdict.Beside();
        }
        return port.trouble() == null
                ? new Verdict.Fine(port.address() + " is free")
                : poor(
                        port.address() + ": " + port.trouble(),
                        "choose another address in listen, unless it is this agent that runs there already");
    }

    private static Verdict registry(AgentFacts facts) {
        AgentFacts.Registry registry = facts.registry();
        if (registry == null) {
            return new Verdict.Beside();
        }
        return registry.trouble() == null
                ? new Verdict.Fine(registry.uri() + " answers")
                : missing(registry.uri() + ": " + registry.trouble(), "see to schema_registry, and that it runs");
    }
}

package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.StackPlan;

/** What a sample costs: the server, the agent, the wire; beside an exporter and the plain SQL, in one run. */
final class AgentBenchmark implements Benchmark {
    @Override
    public String name() {
        return "agent";
    }

    @Override
    public String description() {
        return "what the agent costs a server with 20 and with 5 000 tables, beside postgres_exporter (P1-P5, P14)";
    }

    @Override
    public Outcome run(Workbench at) throws Exception {
        AgentFindings findings = at.with(
                StackPlan.with(Fixture.plan(at.wishes().postgresMajor())), stack -> new AgentTrial(stack, at).run());
        return new Outcome(AgentGoals.of(findings), findings.json(), findings.table());
    }
}

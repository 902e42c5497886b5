package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.StackPlan;
import java.util.List;

/** What more databases of one server cost: the server, the agent, and in connections. */
final class DatabasesBenchmark implements Benchmark {
    @Override
    public String name() {
        return "databases";
    }

    @Override
    public String description() {
        return "what 1, 5, 20 and 50 databases of one server cost, in CPU and connections (P6)";
    }

    @Override
    public Outcome run(Workbench at) throws Exception {
        List<DatabasesFinding> findings = at.with(
                StackPlan.with(Fixture.plan(at.wishes().postgresMajor())),
                stack -> new DatabasesTrial(stack, at).run());
        return DatabasesFinding.outcome(findings);
    }
}

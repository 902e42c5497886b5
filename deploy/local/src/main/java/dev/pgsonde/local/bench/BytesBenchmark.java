package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Workbench.Wishes;
import dev.pgsonde.local.stack.Pause;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.schema.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How much an agent publishes in an hour of a server on which little happens. */
final class BytesBenchmark implements Benchmark {
    private static final String DATABASE = "calm";
    private static final int TABLES = 5000;
    private static final int STATEMENTS = 5000;
    private static final int LENGTH = 200;
    private static final Duration FLUSH = Duration.ofMillis(500);

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public String description() {
        return "what an agent publishes in an hour of a calm server with 5 000 statements and 5 000 tables";
    }

    @Override
    public Outcome run(Workbench at) throws Exception {
        BytesFinding finding = at.with(
                StackPlan.with(Fixture.plan(at.wishes().postgresMajor())),
                stack -> measure(stack, at.wishes(), at.progress()));
        return finding.outcome();
    }

    /** After a first round in which everything is new, as many rounds as lie between two whole ones. */
    private static BytesFinding measure(Stack stack, Wishes wishes, Progress progress) throws SQLException {
        Fixture fixture = new Fixture(stack.postgres().get(0), progress);
        fixture.createMonitor();
        fixture.createDatabase(DATABASE, TABLES);
        fixture.runOnlyStatements(DATABASE, STATEMENTS, LENGTH);
        Duration every = Duration.ofSeconds(wishes.quick() ? 5 : 10);
        TopicLog empty = TopicLog.of(stack, Topics.standard().samples());
        try (Progress.Step step = progress.begin("publishing");
                AgentUnderTest agent = AgentUnderTest.start(stack, DATABASE, DATABASE, every, List.of())) {
            agent.awaitRounds(1);
            Pause.of(FLUSH);
            long firstLog = TopicLog.of(stack, Topics.standard().samples()).bytes();
            Map<String, Long> before = agent.tail().bytes();
            int first = agent.tail().roundCount();
            for (int round = 1; round <= AgentUnderTest.FULL_EVERY; round++) {
                agent.awaitRounds(1);
                step.now(round + " of " + AgentUnderTest.FULL_EVERY + " rounds");
            }
            Pause.of(FLUSH);
            step.done(AgentUnderTest.FULL_EVERY + " rounds");
            return new BytesFinding(
                    every.toMillis() / 1000.0,
                    agent.tail().roundCount() - first,
                    agent.roundBytes(0).get(0),
                    before,
                    agent.tail().bytes(),
                    firstLog - empty.bytes(),
                    TopicLog.of(stack, Topics.standard().samples()).bytes() - firstLog);
        }
    }
}

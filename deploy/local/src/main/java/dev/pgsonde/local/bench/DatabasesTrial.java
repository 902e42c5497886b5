package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Workbench.Wishes;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The course of {@code bench databases}: more and more databases, and an agent of its own for each number of them. */
final class DatabasesTrial {
    private static final List<Integer> NUMBERS = List.of(1, 5, 20, 50);
    private static final String TEMPLATE = "bench_template";
    private static final String PREFIX = "bench_of_many_";
    private static final int TABLES = 100;
    private static final int STATEMENTS = 200;
    private static final int LENGTH = 200;
    private static final int ROUNDS = 16;
    private static final int WARM_UP = 8;
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final List<String> CONFIGURATION =
            List.of("databases:", "  include: [\"" + PREFIX + ".*\"]", "  connections: 50");

    private final Stack stack;
    private final Wishes wishes;
    private final Progress progress;
    private final Fixture fixture;

    DatabasesTrial(Stack stack, Workbench at) {
        this.stack = stack;
        this.wishes = at.wishes();
        this.progress = at.progress();
        this.fixture = new Fixture(stack.postgres().get(0), progress);
    }

    List<DatabasesFinding> run() throws SQLException {
        ServerCpu cpu = ServerCpu.of(fixture.server());
        fixture.createMonitor();
        fixture.createDatabase(TEMPLATE, TABLES);
        fixture.runOnlyStatements(TEMPLATE, STATEMENTS, LENGTH);
        List<DatabasesFinding> findings = new ArrayList<>();
        int databases = 0;
        for (int number : NUMBERS) {
            while (databases < number) {
                databases++;
                fixture.copyDatabase(TEMPLATE, PREFIX + databases);
            }
            findings.add(measure(cpu, number));
        }
        return findings;
    }

    private DatabasesFinding measure(ServerCpu cpu, int number) throws SQLException {
        try (Progress.Step step = progress.begin(number + " databases");
                AgentUnderTest agent =
                        AgentUnderTest.start(stack, "databases-" + number, PREFIX + 1, EVERY, CONFIGURATION)) {
            step.now("warming up");
            agent.awaitRounds(WARM_UP);
            try (Backends backends = Backends.watch(fixture.server(), PREFIX)) {
                long agentCpu = agent.cpuNanos();
                int rounds = agent.tail().roundCount();
                Slots slots = new Contest(cpu, agent, List.of(new Contest.Rival("backends", 0, backends::look)))
                        .hold(wishes.rounds(ROUNDS), step);
                double agentMs =
                        (agent.cpuNanos() - agentCpu) / 1e6 / (agent.tail().roundCount() - rounds);
                Set<String> sampled = sampled(agent);
                step.done(sampled.size() + " sampled");
                return new DatabasesFinding(
                        number,
                        sampled.size(),
                        slots.serverMs(Contest.AGENT),
                        agentMs,
                        backends.mostAtOnce(),
                        backends.beyondOneEach());
            }
        }
    }

    private static Set<String> sampled(AgentUnderTest agent) {
        return agent.tail()
                .samples(sample -> sample.known() && sample.database().startsWith(PREFIX))
                .map(SampleSeen::database)
                .collect(Collectors.toCollection(HashSet::new));
    }
}

package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.AgentFindings.Calm;
import dev.pgsonde.local.bench.AgentFindings.LongTexts;
import dev.pgsonde.local.bench.AgentFindings.Throughput;
import dev.pgsonde.local.bench.Workbench.Wishes;
import dev.pgsonde.local.stack.Pause;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The course of {@code bench agent}: small first, since exporters look at the sizes of all databases. */
final class AgentTrial {
    private static final String SMALL = "small";
    private static final String BIG = "big";
    private static final int SMALL_TABLES = 20;
    private static final int BIG_TABLES = 5000;
    private static final int STATEMENTS = 5000;
    private static final int MANY_STATEMENTS = 10_000;
    private static final int USUAL_LENGTH = 200;
    private static final int LONG_LENGTH = 8192;
    private static final Duration CADENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int WARM_UP = 6;
    private static final int PAIRS = 10;
    private static final int PAIR_SECONDS = 10;
    private static final Duration FOR_TEXTS = Duration.ofMinutes(5);

    private final Stack stack;
    private final Wishes wishes;
    private final Progress progress;
    private final String path;
    private final Fixture fixture;

    AgentTrial(Stack stack, Workbench at) {
        this.stack = stack;
        this.wishes = at.wishes();
        this.progress = at.progress();
        this.path = at.world().environment().getOrDefault("PATH", "");
        this.fixture = new Fixture(stack.postgres().get(0), progress);
    }

    AgentFindings run() throws SQLException {
        ServerCpu cpu = ServerCpu.of(fixture.server());
        Arena arena = new Arena(stack, wishes, progress, cpu);
        fixture.createMonitor();
        Duel small = small(arena);
        prepare(BIG, BIG_TABLES);
        double idle = idleMsPerSecond(cpu);
        Big big = big(arena, cpu, idle);
        return new AgentFindings(small, big.duel(), big.calm(), big.longTexts(), big.peakRss(), throughput());
    }

    private Duel small(Arena arena) throws SQLException {
        prepare(SMALL, SMALL_TABLES);
        try (AgentUnderTest agent = warm(SMALL)) {
            return arena.hold(SMALL, agent, wishes.rounds(20));
        }
    }

    /** What one agent on the big database went through. */
    private record Big(Duel duel, Calm calm, LongTexts longTexts, long peakRss) {}

    private Big big(Arena arena, ServerCpu cpu, double idleMsPerSecond) throws SQLException {
        try (AgentUnderTest agent = warm(BIG)) {
            Duel duel = arena.hold(BIG, agent, wishes.rounds(20));
            Calm calm = calm(cpu, agent, idleMsPerSecond);
            return new Big(duel, calm, longTexts(cpu, agent), withManyStatements(agent));
        }
    }

    private void prepare(String database, int tables) throws SQLException {
        fixture.createDatabase(database, tables);
        fixture.runOnlyStatements(database, STATEMENTS, USUAL_LENGTH);
    }

    private AgentUnderTest warm(String database) {
        try (Progress.Step step = progress.begin("agent on " + database)) {
            step.now("warming up");
            AgentUnderTest agent = AgentUnderTest.start(stack, database, database, CADENCE, List.of());
            agent.awaitRounds(WARM_UP);
            step.done("a round every " + CADENCE.toSeconds() + " s");
            return agent;
        }
    }

    private static double idleMsPerSecond(ServerCpu cpu) {
        long before = cpu.nanos();
        long began = System.nanoTime();
        Pause.of(IDLE);
        return (cpu.nanos() - before) * 1000.0 / (System.nanoTime() - began);
    }

    /** All that happens in some rounds: the rounds, and the looks at sessions between them. */
    private Calm calm(ServerCpu cpu, AgentUnderTest agent, double idleMsPerSecond) {
        int rounds = wishes.rounds(12);
        try (Progress.Step step = progress.begin("calm")) {
            agent.awaitRounds(1);
            long before = cpu.nanos();
            long began = System.nanoTime();
            agent.awaitRounds(rounds);
            double msPerSecond = (cpu.nanos() - before) * 1000.0 / (System.nanoTime() - began) - idleMsPerSecond;
            step.done(rounds + " rounds");
            return new Calm(rounds, msPerSecond / 10);
        }
    }

    private LongTexts longTexts(ServerCpu cpu, AgentUnderTest agent) throws SQLException {
        int known = agent.tail().textIds().size();
        fixture.runOnlyStatements(BIG, STATEMENTS, LONG_LENGTH);
        try (Progress.Step step = progress.begin("long texts")) {
            awaitTexts(agent, known + STATEMENTS, step);
            Slots slots = new Contest(cpu, agent, List.of()).hold(wishes.rounds(10), step);
            Map<String, Integer> texts = agent.tail().textIds();
            int most = texts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            step.done(texts.size() + " texts published");
            return new LongTexts(slots.serverMs(Contest.AGENT), texts.size(), most);
        }
    }

    /** An agent that publishes none within some rounds publishes none at all. */
    private static void awaitTexts(AgentUnderTest agent, int enough, Progress.Step step) {
        long end = System.nanoTime() + FOR_TEXTS.toNanos();
        agent.awaitRounds(WARM_UP + 2);
        int texts = agent.tail().textIds().size();
        while (texts > 0 && texts < enough && System.nanoTime() < end) {
            agent.awaitRounds(1);
            texts = agent.tail().textIds().size();
            step.now(texts + " of " + enough + " published");
        }
    }

    private long withManyStatements(AgentUnderTest agent) throws SQLException {
        fixture.runStatements(BIG, STATEMENTS, MANY_STATEMENTS, USUAL_LENGTH);
        agent.awaitRounds(WARM_UP);
        return agent.peakResidentBytes();
    }

    private @Nullable Throughput throughput() throws SQLException {
        Optional<Pgbench> pgbench = Pgbench.in(stack, path);
        if (pgbench.isEmpty()) {
            return null;
        }
        fixture.execute("postgres", "CREATE DATABASE " + Pgbench.DATABASE);
        pgbench.get().fill();
        try (Progress.Step step = progress.begin("pgbench")) {
            Throughput throughput = pairs(pgbench.get(), step);
            step.done(PAIRS + " pairs");
            return throughput;
        }
    }

    /** Who comes first changes from pair to pair, since a machine slows down or speeds up over time. */
    private Throughput pairs(Pgbench pgbench, Progress.Step step) throws SQLException {
        int seconds = wishes.rounds(PAIR_SECONDS);
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        pgbench.tps(seconds);
        for (int pair = 0; pair < PAIRS; pair++) {
            step.now("pair " + (pair + 1) + " of " + PAIRS);
            if (pair % 2 == 0) {
                without.add(tpsWithout(pgbench, seconds));
                with.add(tpsWith(pgbench, pair, seconds));
            } else {
                with.add(tpsWith(pgbench, pair, seconds));
                without.add(tpsWithout(pgbench, seconds));
            }
        }
        return new Throughput(without, with);
    }

    private double tpsWithout(Pgbench pgbench, int seconds) throws SQLException {
        fixture.execute("postgres", "CHECKPOINT");
        return pgbench.tps(seconds);
    }

    /** An agent that has no round meanwhile would prove nothing. */
    private double tpsWith(Pgbench pgbench, int pair, int seconds) throws SQLException {
        try (AgentUnderTest agent =
                AgentUnderTest.start(stack, "tps-" + pair, BIG, Duration.ofSeconds(seconds), List.of())) {
            agent.awaitRounds(2);
            int before = agent.tail().roundCount();
            double tps = tpsWithout(pgbench, seconds);
            if (agent.tail().roundCount() == before) {
                agent.awaitRounds(1);
            }
            return tps;
        }
    }
}

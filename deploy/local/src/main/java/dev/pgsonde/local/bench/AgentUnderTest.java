package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.TopicTail.RoundSeen;
import dev.pgsonde.local.stack.CollectorPlan;
import dev.pgsonde.local.stack.Postgres;
import dev.pgsonde.local.stack.Revived;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.process.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The real agent as a child, watching one server, and what it has published. */
final class AgentUnderTest implements AutoCloseable {
    /** Enough for 10 000 statements and 5 000 tables. */
    static final int HEAP_MB = 128;

    static final int FULL_EVERY = 30;

    /** A machine with much to do, or an agent that starts. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Revived process;
    private final TopicTail tail;
    private final Duration every;

    private AgentUnderTest(Revived process, TopicTail tail, Duration every) {
        this.process = process;
        this.tail = tail;
        this.every = every;
    }

    /** {@code source} must not have been used in this run; {@code configuration} is more lines of it. */
    static AgentUnderTest start(
            Stack stack, String source, String database, Duration every, List<String> configuration) {
        Postgres server = stack.postgres().get(0);
        List<String> lines = new ArrayList<>(List.of("full_every: " + FULL_EVERY));
        lines.addAll(configuration);
        CollectorPlan plan = new CollectorPlan(
                source,
                server.jdbcUrl(database),
                Fixture.MONITOR,
                server.password(),
                every,
                false,
                new CollectorPlan.Tuning(HEAP_MB, lines));
        TopicTail tail = TopicTail.of(stack.kafka().access(), source);
        return new AgentUnderTest(stack.start(plan), tail, every);
    }

    Duration every() {
        return every;
    }

    TopicTail tail() {
        return tail;
    }

    /** Waits until so many more rounds have ended; an agent that died has no figures. */
    void awaitRounds(int more) {
        int end = tail.roundCount() + more;
        while (tail.roundCount() < end) {
            tail.awaitRounds(tail.roundCount(), PATIENCE.plus(every));
        }
        if (process.restarts() > 0) {
            throw new UserError("the agent died while it was measured (log: "
                    + process.current().log() + ")");
        }
    }

    /** Of all its threads. */
    long cpuNanos() {
        return ProcessStat.of(process.current().pid()).ownNanos();
    }

    long peakResidentBytes() {
        return ProcessStat.peakResidentBytes(process.current().pid());
    }

    /** Of the whole round with most bytes: the first has every view, also those that are asked rarely. */
    long bytesOfWholeRound() {
        return roundBytes(0).stream().max(Comparator.naturalOrder()).orElse(0L);
    }

    /** How many bytes of samples each round had, without the first {@code skipped}. */
    List<Long> roundBytes(int skipped) {
        List<RoundSeen> rounds = tail.rounds();
        List<Long> bytes = new ArrayList<>();
        for (int i = skipped; i < rounds.size(); i++) {
            bytes.add(
                    rounds.get(i).bytesSoFar() - (i == 0 ? 0 : rounds.get(i - 1).bytesSoFar()));
        }
        return bytes;
    }

    @Override
    public void close() {
        process.stop();
        tail.close();
    }
}

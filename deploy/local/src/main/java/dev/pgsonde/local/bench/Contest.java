package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.Pause;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.process.UserError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Takes the agent and its rivals in turns, between the agent's ticks, so that all of them meet the same moods of the
 * machine; what each sample costs the server is all the CPU that the server used meanwhile, without what it uses when
 * nobody samples.
 */
final class Contest {
    static final String AGENT = "agent";
    static final String NOBODY = "nobody";

    /** For a server to end what follows a sample: statistics to be written, backends to leave. */
    private static final Duration SETTLING = Duration.ofMillis(300);

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int SPOILT_AT_MOST = 20;
    private static final double NANOS_A_MS = 1e6;

    private final ServerCpu server;
    private final AgentUnderTest agent;
    private final List<Rival> rivals = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private int spoilt;

    /** One look of whoever competes. */
    @FunctionalInterface
    interface Sampling {
        void once() throws SQLException;
    }

    /** Who competes, and its process, 0 when it is ours. */
    record Rival(String name, long pid, Sampling sampling) {}

    Contest(ServerCpu server, AgentUnderTest agent, List<Rival> rivals) {
        this.server = server;
        this.agent = agent;
        this.rivals.add(new Rival(NOBODY, 0, () -> Pause.of(QUIET)));
        this.rivals.addAll(rivals);
    }

    Slots hold(int rounds, Progress.Step step) throws SQLException {
        agent.awaitRounds(1);
        while (true) {
            Optional<Rival> next = rivals.stream()
                    .filter(rival -> taken(rival.name()) < rounds)
                    .min(Comparator.comparingLong(rival -> taken(rival.name())));
            if (next.isEmpty() && taken(AGENT) >= rounds) {
                return new Slots(slots);
            }
            if (next.isPresent() && fits(next.get())) {
                take(next.get());
            } else {
                takeAgent();
                step.now(taken(AGENT) + " of " + rounds + " rounds");
            }
        }
    }

    private long taken(String name) {
        return slots.stream().filter(slot -> slot.who().equals(name)).count();
    }

    /** As long as the longest so far; ticks lie at multiples of the interval on the server's clock, which is ours. */
    private boolean fits(Rival rival) {
        double longest = slots.stream()
                .filter(slot -> slot.who().equals(rival.name()))
                .mapToDouble(Slot::seconds)
                .max()
                .orElse(0);
        long every = agent.every().toMillis();
        long untilTick = every - System.currentTimeMillis() % every;
        return Math.min(longest * 1000 + SETTLING.toMillis(), every * 0.8) < untilTick;
    }

    private void take(Rival rival) throws SQLException {
        int roundsBefore = agent.tail().roundCount();
        long tickBefore = tick();
        Reading before = read(rival.pid());
        rival.sampling().once();
        Pause.of(SETTLING);
        Reading after = read(rival.pid());
        if (agent.tail().roundCount() > roundsBefore || tick() > tickBefore) {
            spoilt();
            return;
        }
        slots.add(slot(rival.name(), before, after));
    }

    private long tick() {
        return System.currentTimeMillis() / agent.every().toMillis();
    }

    /** The agent had a round of its own meanwhile. */
    private void spoilt() {
        spoilt++;
        if (spoilt > SPOILT_AT_MOST + slots.size()) {
            throw new UserError("the machine is too busy to measure: samples take longer than the "
                    + agent.every().toSeconds() + " s between the agent's rounds");
        }
    }

    private void takeAgent() {
        Reading before = new Reading(System.nanoTime(), server.nanos(), agent.cpuNanos());
        agent.awaitRounds(1);
        Pause.of(SETTLING);
        Reading after = new Reading(System.nanoTime(), server.nanos(), agent.cpuNanos());
        slots.add(slot(AGENT, before, after));
    }

    private Reading read(long pid) {
        return new Reading(
                System.nanoTime(),
                server.nanos(),
                pid == 0 ? 0 : ProcessStat.of(pid).ownNanos());
    }

    private static Slot slot(String who, Reading before, Reading after) {
        return new Slot(
                who,
                (after.nanos() - before.nanos()) / 1e9,
                (after.server() - before.server()) / NANOS_A_MS,
                (after.own() - before.own()) / NANOS_A_MS);
    }

    private record Reading(long nanos, long server, long own) {}
}

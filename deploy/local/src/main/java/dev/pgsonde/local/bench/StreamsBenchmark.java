package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Entrants.Entrant;
import dev.pgsonde.local.bench.Ground.Load;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Revived;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import dev.pgsonde.local.stack.StreamsPlan;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the topology costs a row, how much room it takes and how long an answer takes, beside programs that do less. */
final class StreamsBenchmark implements Benchmark {
    private static final int SERVERS = 8;
    private static final int STATEMENTS = 2500;
    private static final int ROUNDS = 360;
    private static final int QUICK_ROUNDS = 240;
    private static final int LAPS = 3;
    /** Of all rows: until then compilers and caches are at work; of a large program compilers still are after a minute. */
    private static final double WARM = 0.6;

    /** Two windows are closed then, and a third is open. */
    private static final int ROUNDS_OF_STATE = 8;

    private static final int SERVERS_OF_STATE = 4;
    private static final List<Integer> SERIES = List.of(10_000, 100_000);
    private static final List<Integer> QUICK_SERIES = List.of(5_000, 20_000);

    /** As long as a round, so that every round ends one. */
    private static final Duration WINDOW_OF_PULSES = Duration.ofSeconds(10);

    private static final int PULSES_TO_WARM = 60;
    private static final int PULSES = 600;
    private static final Duration TO_PULSE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String description() {
        return "what the topology costs a row, beside a pass-through and a plain loop (P7 to P9, P11, P13)";
    }

    @Override
    public Outcome run(Workbench at) throws Exception {
        int rounds = at.wishes().quick() ? QUICK_ROUNDS : ROUNDS;
        Load load = new Load(SERVERS, STATEMENTS, rounds, true);
        Race race = at.with(StackPlan.with(), stack -> race(stack, at, load));
        List<StateSize> sizes = new ArrayList<>();
        for (int series : at.wishes().quick() ? QUICK_SERIES : SERIES) {
            sizes.add(at.with(StackPlan.with(), stack -> stateOf(stack, at.progress(), series)));
        }
        Latencies latencies = at.with(StackPlan.with(), stack -> pulse(stack, at));
        return new StreamsFinding(load, race.bytesPerRow(), race.laps(), sizes, latencies).outcome();
    }

    private record Race(double bytesPerRow, List<Lap> laps) {}

    private static Race race(Stack stack, Workbench at, Load load) {
        List<Lap> laps = new ArrayList<>();
        String before = at.wishes().before();
        Path earlier = before == null ? null : EarlierVersion.streams(stack, at.progress(), before);
        try (Ground ground = Ground.filled(stack, at.progress(), load)) {
            int count = at.wishes().quick() ? 1 : LAPS;
            for (int lap = 1; lap <= count; lap++) {
                for (Entrant entrant : new Entrants(stack, lap, earlier).all()) {
                    laps.add(ground.watch(entrant, WARM));
                }
            }
            return new Race(ground.logBytesPerRow(Topics.standard().samples()), laps);
        }
    }

    /** Stopped in peace, so that all of it is on disk. */
    private static StateSize stateOf(Stack stack, Progress progress, int series) {
        Load load = new Load(SERVERS_OF_STATE, series / SERVERS_OF_STATE, ROUNDS_OF_STATE, false);
        try (Ground ground = Ground.filled(stack, progress, load)) {
            Entrant ours = new Entrants(stack, 1, null).state();
            ground.watchToTheEnd(ours);
            return StateSize.of(series, stack.data().directory(ours.group()));
        }
    }

    /** As the launcher runs it, with windows that every round ends. */
    private static Latencies pulse(Stack stack, Workbench at) throws IOException {
        stack.kafka().keepEverything();
        Revived streams = stack.start(new StreamsPlan(WINDOW_OF_PULSES));
        int count = at.wishes().rounds(PULSES);
        Path lines = stack.data().path().resolve("pulse.txt");
        try (Progress.Step step = at.progress().begin("asking " + count + " times")) {
            Child pulse = stack.start(Entrants.ofAgent(
                    "pulse",
                    "Pulse",
                    List.of(
                            stack.kafka().clientConfig().toString(),
                            String.valueOf(PULSES_TO_WARM),
                            String.valueOf(count),
                            lines.toString())));
            if (pulse.awaitEnd(TO_PULSE) != 0) {
                throw pulse.died();
            }
            step.done(streams.restarts() == 0 ? "answered" : "the streams died meanwhile");
        } finally {
            streams.stop();
        }
        return Latencies.of(Files.readAllLines(lines));
    }
}

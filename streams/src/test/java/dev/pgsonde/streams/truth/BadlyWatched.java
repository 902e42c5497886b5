package dev.pgsonde.streams.truth;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The life of a server and of the agents that watch it: rounds are late, lost, repeated or come after later ones, views
 * cannot be read, agents and clocks are replaced and stepped.
 */
public final class BadlyWatched {
    static final int EVERY = 10_000;
    static final int SELDOM = 40_000;
    private static final int LATE = 2;
    private static final int ON_TIME = 99;
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final List<String> VIEWS =
            List.of("wal_lsn", "database", "statements", "statements_info", "tables", "toast");

    /** A look that counts, at an edge that it was due at: the truth of that instant. */
    record Anchor(Instant tick, Map<Counted, Long> truth, Set<String> rows) {}

    private final String source;
    private final Random random;
    private final boolean tellsSince;
    private final RandomServer server;
    private final List<Observation> told = new ArrayList<>();
    private final Map<String, List<Anchor>> anchors = new TreeMap<>();
    /** What the agent has told of each view, and what has arrived of it. */
    private final Map<String, Sample> lastTold = new HashMap<>();

    private final Map<String, Sample> lastArrived = new HashMap<>();
    /** The larger, the fewer misfortunes. */
    private final int luck;

    private long nowMs = START.toEpochMilli() - 3_000;
    private long clockAheadMs;
    private long round;
    private int agents = 1;
    private Instant furthest = Instant.EPOCH;
    private Instant lastHeardAt = Instant.EPOCH;
    private String lastHeard = "";
    private boolean behind;
    private @Nullable List<Observation> delayed;

    private final boolean charmed;

    public BadlyWatched(String source, long seed) {
        this(source, seed, false);
    }

    private BadlyWatched(String source, long seed, boolean charmed) {
        this.source = source;
        this.random = new Random(seed);
        this.tellsSince = random.nextBoolean();
        this.luck = 1 + random.nextInt(6);
        this.charmed = charmed;
        this.server = new RandomServer(random, tellsSince);
    }

    /** Nothing befalls it. */
    public static BadlyWatched charmed(String source, long seed) {
        return new BadlyWatched(source, seed, true);
    }

    boolean tellsSince() {
        return tellsSince;
    }

    Map<String, List<Anchor>> anchors() {
        return anchors;
    }

    /** Everything that arrives, in that order. Its end is well watched, so that all is closed. */
    public List<Observation> live(int rounds) {
        for (int n = 0; n < rounds; n++) {
            workUntilNext();
            boolean calm = charmed || n == 0 || n >= rounds - 8;
            if (!calm) {
                misfortune();
            }
            if (!calm && random.nextInt(20 * luck) == 0) {
                showAnAbsurdYear();
            }
            arrive(look(!calm), calm ? ON_TIME : random.nextInt(20 * luck));
        }
        return told;
    }

    private void workUntilNext() {
        long tick = Math.floorDiv(clock() + EVERY / 4, EVERY) * EVERY + EVERY;
        long jitter = random.nextInt(8) == 0 ? random.nextInt(7_000) : random.nextInt(300) - 50;
        long until = tick + jitter - clockAheadMs;
        while (nowMs < until) {
            nowMs = Math.min(until, nowMs + 1 + random.nextInt(3_000));
            server.work(clock() * 1000);
        }
    }

    private long clock() {
        return nowMs + clockAheadMs;
    }

    private void misfortune() {
        switch (random.nextInt(24 * luck)) {
            case 0, 1, 2 -> server.suffer(clock() * 1000);
            case 3 -> replaceAgent();
            case 4 -> sleep(20_000 + random.nextInt(200_000));
            case 5 -> sleep(random.nextInt(4) == 0 ? 900_000 : 40_000);
            case 6 -> clockAheadMs -= random.nextInt(60_000);
            case 7 -> clockAheadMs += random.nextInt(60_000);
            default -> {}
        }
    }

    /** One round of it is remembered, and moves no window. */
    private void showAnAbsurdYear() {
        long years = (1 + random.nextInt(99)) * 31_556_952_000L;
        clockAheadMs += years;
        List<Observation> observations = look(false);
        clockAheadMs -= years;
        told.addAll(observations);
        observations.forEach(observation -> {
            if (observation instanceof Sample sample) {
                arrives(sample);
            }
        });
    }

    /** Nobody looks, and the server works on. */
    private void sleep(int millis) {
        long until = nowMs + millis;
        while (nowMs < until) {
            nowMs += 5_000;
            server.work(clock() * 1000);
        }
    }

    private void replaceAgent() {
        agents++;
        lastTold.clear();
        round = 0;
    }

    private List<Observation> look(boolean mayFail) {
        long tick = Math.floorDiv(clock() + EVERY / 4, EVERY) * EVERY;
        round = Math.max(round + 1, tick / EVERY);
        List<Observation> observations = new ArrayList<>();
        for (String view : VIEWS) {
            boolean seldom = view.equals("toast");
            if (!seldom || tick % SELDOM == 0 || !lastTold.containsKey(view)) {
                boolean fails = mayFail && random.nextInt(15 * luck) == 0;
                observations.add(fails ? sample(view, tick, List.of(), "canceled") : told(view, tick));
            }
        }
        observations.add(new Round(source, agent(), round, at(), EVERY, List.of(), Instant.ofEpochMilli(tick)));
        return observations;
    }

    private Sample told(String view, long tick) {
        Sample whole = sample(view, tick, server.view(view), null);
        Sample before = lastTold.put(view, whole);
        boolean full = before == null
                || random.nextInt(6) == 0
                || !before.incarnation().equals(whole.incarnation());
        return full ? whole : Differences.between(Objects.requireNonNull(before), whole);
    }

    private Sample sample(String view, long tick, List<Column> columns, @Nullable String unknown) {
        return new Sample(
                source,
                agent(),
                round,
                at(),
                server.incarnation(),
                view,
                "",
                view.equals("wal_lsn") || view.equals("statements_info") ? "server" : "row",
                FrameKind.FULL,
                columns,
                List.of(),
                unknown,
                null,
                Instant.ofEpochMilli(tick),
                view.equals("toast") ? SELDOM : EVERY);
    }

    /** What is late comes after the round that is due next. */
    private void arrive(List<Observation> observations, int fate) {
        List<Observation> waiting = delayed;
        delayed = null;
        switch (waiting != null && fate <= LATE ? ON_TIME : fate) { // or it would come in its turn after all
            case 0, 1 -> {} // lost
            case LATE -> delayed = observations;
            case 3 -> {
                deliver(observations);
                told.addAll(observations); // repeated
            }
            case 4 -> {
                List<Observation> torn = new ArrayList<>(observations);
                torn.remove(random.nextInt(torn.size()));
                deliver(torn);
            }
            default -> deliver(observations);
        }
        if (waiting != null) {
            told.addAll(waiting); // after the round that came later
        }
    }

    private void deliver(List<Observation> observations) {
        told.addAll(observations);
        Instant tick = observations.get(0) instanceof Sample sample
                ? Objects.requireNonNull(sample.tick())
                : Objects.requireNonNull(((Round) observations.get(0)).tick());
        boolean onCourse = tick.isAfter(furthest);
        boolean again = tick.equals(furthest) && !at().isBefore(lastHeardAt) && !behind;
        if (!onCourse && !again && !agent().equals(lastHeard)) {
            return; // when the clock has stepped back, only the agent that was there before is known not to be late
        }
        behind = !onCourse && !again;
        furthest = onCourse ? tick : furthest;
        lastHeard = agent();
        lastHeardAt = behind ? lastHeardAt : at();
        Map<Counted, Long> truth = server.truth();
        for (Observation observation : observations) {
            if (observation instanceof Sample sample && arrives(sample) && onCourse) {
                Sample whole =
                        sample.frame() == FrameKind.FULL ? sample : Objects.requireNonNull(lastTold.get(sample.view()));
                anchors.computeIfAbsent(sample.view(), any -> new ArrayList<>())
                        .add(new Anchor(
                                tick, truth, Set.copyOf(Differences.rows(whole).keySet())));
            }
        }
    }

    /** Whether what arrives can be laid upon what arrived before. */
    private boolean arrives(Sample sample) {
        if (sample.unknown() != null) {
            return false;
        }
        Sample before = lastArrived.get(sample.view());
        boolean follows = sample.frame() == FrameKind.FULL
                || (before != null
                        && before.agent().equals(sample.agent())
                        && Objects.equals(sample.since(), before.round()));
        if (follows) {
            lastArrived.put(sample.view(), sample);
        }
        return follows;
    }

    private String agent() {
        return "agent-" + agents;
    }

    private Instant at() {
        return Instant.EPOCH.plusMillis(clock());
    }
}

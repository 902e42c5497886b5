package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Entrants.Entrant;
import dev.pgsonde.local.bench.Lap.Reading;
import dev.pgsonde.local.contest.Filling;
import dev.pgsonde.local.stack.Child;
import dev.pgsonde.local.stack.Pause;
import dev.pgsonde.local.stack.Progress;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.Topic;
import dev.pgsonde.schema.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** A broker full of samples, which anybody may read from the beginning while he is watched. */
final class Ground implements AutoCloseable {
    static final int PARTITIONS = Entrants.THREADS;

    private static final Duration BETWEEN_READINGS = Duration.ofMillis(100);
    private static final Duration TO_FILL = Duration.ofMinutes(20);
    /** Without any progress. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration TO_STOP = Duration.ofSeconds(20);

    private final Stack stack;
    private final Progress progress;
    private final GroupProgress groups;
    private final RowIndex samples;

    private Ground(Stack stack, Progress progress, GroupProgress groups, RowIndex samples) {
        this.stack = stack;
        this.progress = progress;
        this.groups = groups;
        this.samples = samples;
    }

    /** How many servers tell of how many statements each, how often; and whether rows are published one by one too. */
    record Load(int servers, int statements, int rounds, boolean withRows) {
        int series() {
            return servers * statements;
        }
    }

    static Ground filled(Stack stack, Progress progress, Load load) {
        stack.kafka().keepEverything();
        GroupProgress groups = new GroupProgress(stack.kafka().access());
        try (Progress.Step step = progress.begin("filling the topics")) {
            groups.createTopics(List.of(Filling.ROWS, Entrants.OUT), PARTITIONS);
            Path lines = stack.data().path().resolve("rows.txt");
            Child filling = stack.start(Entrants.ofAgent(
                    "filling",
                    "Filling",
                    List.of(
                            stack.kafka().clientConfig().toString(),
                            String.valueOf(PARTITIONS),
                            String.valueOf(load.servers()),
                            String.valueOf(load.statements()),
                            String.valueOf(load.rounds()),
                            String.valueOf(load.withRows()),
                            lines.toString())));
            filling.awaitReady(TO_FILL, () -> hasEnded(filling, stack, step));
            RowIndex index = RowIndex.of(Files.readAllLines(lines), PARTITIONS);
            step.done(Spread.number(index.all()) + " rows of " + Spread.number(load.series()) + " series");
            return new Ground(stack, progress, groups, index);
        } catch (IOException e) {
            groups.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            groups.close();
            throw e;
        }
    }

    private static boolean hasEnded(Child filling, Stack stack, Progress.Step step) {
        if (filling.isAlive()) {
            step.now(Spread.number(
                            TopicLog.of(stack, Topics.standard().samples()).bytes() / 1e6) + " MB");
            return false;
        }
        if (filling.awaitEnd(Duration.ZERO) != 0) {
            throw filling.died();
        }
        return true;
    }

    /** Frames and rows in Kafka's log, compressed, for each row. */
    double logBytesPerRow(Topic<?> topic) {
        return (double) TopicLog.of(stack, topic).bytes() / samples.all();
    }

    /** What is read after the first {@code warm} of all rows counts. */
    Lap watch(Entrant entrant, double warm) {
        return watch(entrant, warm, Child::kill);
    }

    /** The same, of somebody who is then ended otherwise. */
    Lap watchToTheEnd(Entrant entrant) {
        return watch(entrant, 0, child -> child.stop(TO_STOP));
    }

    private Lap watch(Entrant entrant, double warm, Consumer<Child> end) {
        boolean ofSamples = entrant.topic().equals(Topics.standard().samples().name());
        long all = ofSamples ? samples.all() : groups.records(entrant.topic(), PARTITIONS);
        ToLongFunction<List<Long>> rows = ofSamples
                ? samples::rows
                : next -> next.stream().mapToLong(Long::longValue).sum();
        try (Progress.Step step = progress.begin(entrant.who())) {
            Child child = stack.start(entrant.program());
            List<Reading> readings = readings(entrant, child, rows, all, step);
            Lap lap = Lap.of(
                    entrant.who(), readings, (long) (warm * all), all, ProcessStat.peakResidentBytes(child.pid()));
            end.accept(child);
            step.done(Spread.number(lap.rowsPerSecond()) + " rows/s, " + Spread.number(lap.ownMicros())
                    + " us of CPU each");
            return lap;
        }
    }

    private List<Reading> readings(
            Entrant entrant, Child child, ToLongFunction<List<Long>> rows, long all, Progress.Step step) {
        List<Reading> readings = new ArrayList<>(List.of(reading(child, 0)));
        long standingSince = System.nanoTime();
        while (last(readings).rows() < all || !isThrough(entrant)) {
            Pause.of(BETWEEN_READINGS);
            stack.check();
            requireLife(child, entrant, standingSince);
            Reading now = reading(child, rows.applyAsLong(committed(entrant)));
            standingSince = now.rows() > last(readings).rows() ? now.nanos() : standingSince;
            readings.add(now);
            step.now(Spread.number(now.rows()) + " of " + Spread.number(all) + " rows");
        }
        return readings;
    }

    /** The last records hold no rows, and yet end windows. */
    private boolean isThrough(Entrant entrant) {
        return !entrant.topic().equals(Topics.standard().samples().name())
                || committed(entrant).stream().mapToLong(Long::longValue).sum() >= samples.records();
    }

    private List<Long> committed(Entrant entrant) {
        return groups.committed(entrant.group(), entrant.topic(), PARTITIONS);
    }

    private Reading reading(Child child, long rows) {
        long own = child.isAlive() ? ProcessStat.of(child.pid()).ownNanos() : 0;
        long broker = ProcessStat.of(stack.kafka().pid()).ownNanos();
        return new Reading(System.nanoTime(), rows, own, broker);
    }

    private static Reading last(List<Reading> readings) {
        return readings.get(readings.size() - 1);
    }

    private static void requireLife(Child child, Entrant entrant, long standingSince) {
        if (!child.isAlive()) {
            throw child.died();
        }
        if (System.nanoTime() - standingSince > PATIENCE.toNanos()) {
            throw new UserError(
                    entrant.who() + " has stood still for " + PATIENCE.toSeconds() + " s (log: " + child.log() + ")");
        }
    }

    @Override
    public void close() {
        groups.close();
    }
}

package dev.pgsonde.prove;

import dev.pgsonde.local.bench.EarlierVersion;
import dev.pgsonde.local.stack.DataDirectory;
import dev.pgsonde.local.stack.Stack;
import dev.pgsonde.local.stack.StackPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** The demo with wide windows beside the demo with tall ones, in turn: how long it takes, and how much memory. */
final class DemoProof implements Proof {
    private static final int ROUNDS = 2;
    private static final double MEGA = 1 << 20;
    private static final double MOST_DRUID = 1024;
    /** What two runs of one version differ by. */
    private static final double NOISE = 1.05;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String about() {
        return "the local Druid takes at most a gigabyte, and the demo no longer and no more memory than with tall windows";
    }

    @Override
    public List<String> parts() {
        return List.of("all");
    }

    @Override
    public List<Figure> run(Trial trial) throws Exception {
        return trial.sample() ? List.of(druid(idle(trial))) : beside(trial);
    }

    private static Figure druid(long bytes) {
        return Figure.atMost("memory of Druid", bytes / MEGA, "MB", MOST_DRUID);
    }

    /** With every supervisor at work, and nothing to read. */
    private static long idle(Trial trial) throws Exception {
        return Stack.run(trial.surroundings(), DataDirectory.create(null, Path.of("/tmp")), StackPlan.with(), stack -> {
            int supervisors = stack.druid().admin().get("indexer/v1/supervisor").size();
            Awaitility.await("a task of each supervisor")
                    .atMost(PATIENCE)
                    .until(() -> stack.druid()
                                    .admin()
                                    .get("indexer/v1/tasks?state=running")
                                    .size()
                            >= supervisors);
            return ProcessTree.here().peakOf("DruidMain");
        });
    }

    private static List<Figure> beside(Trial trial) throws Exception {
        Path now = trial.surroundings().home().root();
        if (!EarlierVersion.isThere(now, ShapeProof.TALL)) {
            throw new TestAbortedException("no clone that has " + ShapeProof.TALL + ", with which it compares");
        }
        Path before = EarlierVersion.sources(now, ShapeProof.TALL);
        build(before, trial.directory().resolve("build.log"));
        List<DemoRun> ofNow = new ArrayList<>();
        List<DemoRun> ofBefore = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            trial.progress().now("before, run " + round);
            DemoRun earlier = DemoRun.of(before, trial.directory().resolve("before-" + round + ".log"));
            trial.progress().now("now, run " + round);
            DemoRun ours = DemoRun.of(now, trial.directory().resolve("now-" + round + ".log"));
            if (round > 0) { // the first builds, and saves classes for quicker starts
                ofBefore.add(earlier);
                ofNow.add(ours);
            }
        }
        trial.progress().now("before: " + ofBefore + ", now: " + ofNow);
        return List.of(
                druid(ofNow.stream().mapToLong(DemoRun::druidBytes).max().orElseThrow()),
                Figure.atMost("time", ratio(ofNow, ofBefore, DemoRun::seconds), "of before", NOISE),
                Figure.atMost("memory", ratio(ofNow, ofBefore, run -> (double) run.bytes()), "of before", NOISE));
    }

    /** Its demo cannot be built in a new clone, where the jars of its tests are missing; building its proofs makes them. */
    private static void build(Path version, Path log) throws IOException, InterruptedException {
        Process build = new ProcessBuilder(version.resolve("deploy/pgsonde").toString(), "prove", "--help")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (build.waitFor() != 0) {
            throw new AssertionError(version + " cannot be built (see " + log + ")");
        }
    }

    private interface Measure {
        double of(DemoRun run);
    }

    /** Of the better runs. */
    private static double ratio(List<DemoRun> one, List<DemoRun> other, Measure measure) {
        return least(one, measure) / least(other, measure);
    }

    private static double least(List<DemoRun> runs, Measure measure) {
        return runs.stream().map(measure::of).min(Comparator.naturalOrder()).orElseThrow();
    }
}

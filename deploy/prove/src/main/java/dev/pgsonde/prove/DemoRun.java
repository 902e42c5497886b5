package dev.pgsonde.prove;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One demo from beginning to end, by its own command: seconds, and the most memory of all its processes together, and of Druid. */
record DemoRun(double seconds, long bytes, long druidBytes) {
    private static final long LONGEST_SECONDS = 1800;
    private static final double NANOS = 1e9;

    /** Of the clone at {@code root}; what it prints goes to {@code log}. */
    static DemoRun of(Path root, Path log, String... options) throws Exception {
        long begun = System.nanoTime();
        List<String> command =
                new ArrayList<>(List.of(root.resolve("deploy/pgsonde").toString(), "demo", "--once"));
        command.addAll(List.of(options));
        Process demo = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ProcessTree tree = new ProcessTree(demo.toHandle());
        while (!demo.waitFor(1, TimeUnit.SECONDS)) {
            tree.look();
            if (System.nanoTime() - begun > LONGEST_SECONDS * NANOS) {
                demo.destroy();
                throw new AssertionError("the demo of " + root + " did not end (see " + log + ")");
            }
        }
        if (demo.exitValue() != 0) {
            throw new AssertionError("the demo of " + root + " ended with " + demo.exitValue() + " (see " + log + ")");
        }
        return new DemoRun((System.nanoTime() - begun) / NANOS, tree.peak(), tree.peakOf("DruidMain"));
    }
}

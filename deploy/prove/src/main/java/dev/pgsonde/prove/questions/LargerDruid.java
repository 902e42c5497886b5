package dev.pgsonde.prove.questions;

import dev.pgsonde.local.stack.Home;
import dev.pgsonde.local.stack.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A clone of links to the clone, whose Druid has a heap for a month of a fleet, and both processors: the local one is made for
 * the demo.
 */
record LargerDruid(Path directory, String heap) {
    private static final Path FLAGS = Path.of("deploy/druid/jvm.args");
    /** Half an hour of loading and asking is worth compiling for. */
    private static final String BUSY = "-XX:TieredStopAtLevel=4\n-Ddruid.worker.numConcurrentMerges=2\n";

    Surroundings in(Surroundings surroundings) throws IOException {
        Home home = surroundings.home();
        Files.createDirectories(directory.resolve(FLAGS).getParent());
        for (Path parent = FLAGS; parent != null; parent = parent.getParent()) {
            link(home.root(), parent);
        }
        String flags = Files.readString(home.in(FLAGS.toString()));
        Files.writeString(directory.resolve(FLAGS), flags + "\n-Xmx" + heap + "\n" + BUSY);
        return new Surroundings(
                new Home(directory, home.cache()),
                surroundings.environment(),
                surroundings.progress(),
                surroundings.out());
    }

    /** All beside {@code ours}. */
    private void link(Path root, Path ours) throws IOException {
        Path place = ours.getParent() == null ? Path.of("") : ours.getParent();
        List<Path> others;
        try (Stream<Path> all = Files.list(root.resolve(place))) {
            others =
                    all.map(root::relativize).filter(path -> !path.equals(ours)).toList();
        }
        for (Path other : others) {
            Files.createSymbolicLink(
                    directory.resolve(other), root.resolve(other).toAbsolutePath());
        }
    }
}

package dev.pgsonde.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The clone in which the tests run. */
public final class TestSurroundings {
    private TestSurroundings() {}

    public static Surroundings of(Progress progress) {
        Path userCache = Path.of(System.getProperty("java.io.tmpdir"), "pgsonde-test-cache");
        return new Surroundings(Home.of(repository(), userCache), Map.of(), progress, System.out);
    }

    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/pgsonde"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the tests run in a clone");
        }
        return folder;
    }
}

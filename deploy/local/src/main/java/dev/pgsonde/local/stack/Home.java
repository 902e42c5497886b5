package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The clone, in which everything was built, and a directory in which we may keep what is expensive to make again. */
public record Home(Path root, Path cache) {
    public static Home of(Path root, Path userCache) {
        Path inClone = root.resolve("deploy/local/target/cache");
        boolean writable = Files.isWritable(Files.exists(inClone) ? inClone : inClone.getParent());
        return new Home(root, writable ? inClone : userCache.resolve("pgsonde"));
    }

    /** A file that is expensive to make: the one that came with the clone if there is one, else the one of our own. */
    public Path cached(String name) {
        Path inClone = root.resolve("deploy/local/target/cache").resolve(name);
        return Files.exists(inClone) ? inClone : cache.resolve(name);
    }

    public Path in(String path) {
        return root.resolve(path);
    }

    /** The jars of a module that is a program of its own, in an order that does not change. */
    public List<Path> jars(String module) {
        Path lib = root.resolve(module).resolve("target/lib");
        try (Stream<Path> files = Files.list(lib)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new UserError(lib + " holds no jar; build it: cd " + root + " && mvn package -DskipTests");
            }
            return jars;
        } catch (IOException e) {
            throw new UserError(lib + " cannot be read; build it: cd " + root + " && mvn package -DskipTests", e);
        }
    }
}

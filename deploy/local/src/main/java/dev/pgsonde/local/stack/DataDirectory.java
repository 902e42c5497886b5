package dev.pgsonde.local.stack;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where everything of one run is kept. Others may pass through it, since PostgreSQL may run as another user, but not look. */
public final class DataDirectory {
    static final String PREFIX = "pgsonde-";

    private static final int TRIES = 20;

    private final Path path;
    private final boolean wasThere;

    private DataDirectory(Path path, boolean wasThere) {
        this.path = path;
        this.wasThere = wasThere;
    }

    /** A fresh one under {@code temporary}, or {@code wanted}, which has to be empty or absent. */
    public static DataDirectory create(@Nullable Path wanted, Path temporary) {
        try {
            DataDirectory data = wanted == null
                    ? fresh(temporary.toAbsolutePath())
                    : empty(wanted.toAbsolutePath().normalize());
            Files.setPosixFilePermissions(data.path, PosixFilePermissions.fromString("rwx--x--x"));
            data.directory("logs");
            return data;
        } catch (IOException e) {
            throw new UserError(
                    (wanted == null ? temporary : wanted) + ": cannot keep data there: " + e.getMessage(), e);
        }
    }

    private static DataDirectory fresh(Path temporary) throws IOException {
        DataDirectory data = new DataDirectory(Files.createTempDirectory(temporary, PREFIX), false);
        data.secret(Abandoned.OWNER, Abandoned.identityOfThisProcess());
        Abandoned.like(data.path).forEach(abandoned -> delete(abandoned, false));
        return data;
    }

    private static DataDirectory empty(Path wanted) throws IOException {
        if (!Files.exists(wanted)) {
            Files.createDirectories(wanted);
            return new DataDirectory(wanted, false);
        }
        if (!Files.isDirectory(wanted)) {
            throw new UserError(wanted + " is not a directory");
        }
        try (Stream<Path> inside = Files.list(wanted)) {
            if (inside.findAny().isPresent()) {
                throw new UserError(wanted + " is not empty; give a directory that is empty or does not exist");
            }
        }
        return new DataDirectory(wanted, true);
    }

    public Path path() {
        return path;
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** A directory that only we can enter. */
    public Path directory(String name) {
        try {
            Path made = Files.createDirectories(path.resolve(name));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that only we can read. */
    public Path secret(String name, String content) {
        Path file = path.resolve(name);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, content, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No later run may take this for what a killed one left behind. */
    void keep() {
        path.resolve(Abandoned.OWNER).toFile().delete();
    }

    /** Leaves the place as it was found, even if a thread of ours is still writing there for a moment. */
    public void delete() {
        for (int n = 0; n < TRIES && !isAsItWas(); n++) {
            delete(path, wasThere);
        }
    }

    private boolean isAsItWas() {
        return wasThere ? isEmpty(path) : !Files.exists(path);
    }

    private static boolean isEmpty(Path directory) {
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path directory, boolean contentOnly) {
        try {
            Files.walkFileTree(directory, new Deletion(contentOnly ? directory : null));
        } catch (IOException e) {
            Pause.brief();
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        private final @Nullable Path spared;

        Deletion(@Nullable Path spared) {
            this.spared = spared;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            if (!directory.equals(spared)) {
                directory.toFile().delete();
            }
            return FileVisitResult.CONTINUE;
        }
    }

    static Set<PosixFilePermission> mode(String mode) {
        return PosixFilePermissions.fromString(mode);
    }
}

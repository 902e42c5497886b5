package dev.pgsonde.collect.publish;

import dev.pgsonde.process.UserError;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory of one agent's spool; no other agent gets it while this one has it. */
final class SpoolDirectory implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile lock;

    private SpoolDirectory(Path path, RandomAccessFile lock) {
        this.path = path;
        this.lock = lock;
    }

    static SpoolDirectory take(Path path) {
        try {
            PrivateFiles.createDirectory(path);
            Path file = path.resolve("lock");
            PrivateFiles.create(file);
            RandomAccessFile lock = new RandomAccessFile(file.toFile(), "rw");
            if (tryLock(lock) == null) {
                lock.close();
                throw new UserError("spool.directory " + path
                        + " is in use by another agent; give each agent a directory of its own");
            }
            return new SpoolDirectory(path, lock);
        } catch (IOException e) {
            throw refusal(path, e);
        }
    }

    private static @Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another one of this process
        }
    }

    boolean holds(String lane) {
        return DirectoryShelf.holdsAny(path.resolve(lane));
    }

    Spool open(String lane, Bound bound, Set<String> topics) {
        try {
            return Spool.open(
                    DirectoryShelf.open(new FileSystemDisk(), path.resolve(lane), BootId.current()), bound, topics);
        } catch (IOException e) {
            throw refusal(path, e);
        }
    }

    private static UserError refusal(Path path, IOException e) {
        return new UserError(
                "spool.directory " + path + " cannot be used: " + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "; let the agent's user own it",
                e);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

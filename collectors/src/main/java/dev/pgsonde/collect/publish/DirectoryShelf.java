package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.Disk.DiskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Segments as files of a directory, named by their numbers, and the state in a file of its own. */
final class DirectoryShelf implements Shelf {
    private static final String SUFFIX = ".segment";

    private final Disk disk;
    private final Path directory;
    private final DiskFile state;
    private final UUID boot;

    private DirectoryShelf(Disk disk, Path directory, UUID boot) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.boot = boot;
        this.state = disk.open(directory.resolve("state"));
    }

    static DirectoryShelf open(Disk disk, Path directory, UUID boot) throws IOException {
        disk.createDirectory(directory);
        return new DirectoryShelf(disk, directory, boot);
    }

    /** Whether something was left in {@code directory}. */
    static boolean holdsAny(Path directory) {
        try {
            return Files.isDirectory(directory)
                    && !segments(new FileSystemDisk(), directory).isEmpty();
        } catch (IOException e) {
            return true; // whoever opens it will say what is wrong
        }
    }

    private static List<Path> segments(Disk disk, Path directory) throws IOException {
        return disk.list(directory).stream()
                .filter(file -> file.getFileName().toString().matches("[0-9a-f]{16}" + SUFFIX))
                .toList();
    }

    @Override
    public Left found() throws IOException {
        List<Segment> found = new ArrayList<>();
        boolean torn = false;
        Instant tornAfter = null;
        Instant last = null;
        for (Path file : segments(disk, directory)) {
            String name = file.getFileName().toString();
            long number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16);
            SegmentFile segment = SegmentFile.open(disk, file, number);
            if (segment.isTorn() && !torn) {
                torn = true;
                tornAfter = later(last, segment.lastRead());
            }
            last = later(last, segment.last());
            if (segment.end() > segment.begin()) {
                found.add(segment);
            } else {
                segment.delete();
            }
        }
        return new Left(found, torn, tornAfter);
    }

    private static @Nullable Instant later(@Nullable Instant before, @Nullable Instant own) {
        return own == null ? before : own;
    }

    @Override
    public Segment begin(long number) throws IOException {
        return SegmentFile.create(disk, directory.resolve("%016x%s".formatted(number, SUFFIX)), number);
    }

    @Override
    public SpoolState state() throws IOException {
        byte[] bytes = new byte[SpoolState.BYTES];
        if (state.length() < bytes.length) {
            return SpoolState.NEW;
        }
        state.read(0, bytes);
        return SpoolState.of(bytes);
    }

    @Override
    public void keep(SpoolState now, boolean durably) throws IOException {
        state.write(0, now.bytes());
        if (durably) {
            state.sync();
            syncNames();
        }
    }

    @Override
    public void syncNames() throws IOException {
        disk.syncNames(directory);
    }

    @Override
    public UUID boot() {
        return boot;
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public void close() throws IOException {
        state.close();
    }
}

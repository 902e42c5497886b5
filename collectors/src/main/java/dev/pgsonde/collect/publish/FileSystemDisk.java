package dev.pgsonde.collect.publish;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disk of this machine. */
final class FileSystemDisk implements Disk {
    private static final Logger log = LoggerFactory.getLogger(FileSystemDisk.class);

    @Override
    public void createDirectory(Path directory) throws IOException {
        PrivateFiles.createDirectory(directory);
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            syncNames(parent);
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        PrivateFiles.create(file);
        return new ChannelFile(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where a directory cannot be opened as a file, its names are safe by other means, or by none. */
    @Override
    public void syncNames(Path directory) {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            log.debug("the names in {} cannot be synced", directory, e);
        }
    }

    private record ChannelFile(FileChannel channel) implements DiskFile {
        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public void read(long offset, byte[] bytes) throws IOException {
            ByteBuffer into = ByteBuffer.wrap(bytes);
            while (into.hasRemaining()) {
                if (channel.read(into, offset + into.position()) < 0) {
                    throw new EOFException("the file ends before");
                }
            }
        }

        @Override
        public void write(long offset, byte[] bytes) throws IOException {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            while (from.hasRemaining()) {
                channel.write(from, offset + from.position());
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

package dev.pgsonde.collect.publish;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Segments as files of a directory, named by their numbers, and the bookmark in a file of its own. */
final class DirectoryShelf implements Shelf {
    private static final String SUFFIX = ".segment";
    private static final int MARK = 20;

    private final Path directory;
    private final RandomAccessFile bookmark;

    private DirectoryShelf(Path directory, RandomAccessFile bookmark) {
        this.directory = directory;
        this.bookmark = bookmark;
    }

    static DirectoryShelf open(Path directory) throws IOException {
        PrivateFiles.createDirectory(directory);
        Path bookmark = directory.resolve("arrived");
        PrivateFiles.create(bookmark);
        return new DirectoryShelf(directory, new RandomAccessFile(bookmark.toFile(), "rw"));
    }

    /** Whether something was left in {@code directory}. */
    static boolean holdsAny(Path directory) {
        try {
            return Files.isDirectory(directory) && !segments(directory).isEmpty();
        } catch (IOException e) {
            return true; // whoever opens it will say what is wrong
        }
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{16}" + SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<Segment> found() throws IOException {
        List<Segment> found = new ArrayList<>();
        for (Path file : segments(directory)) {
            String name = file.getFileName().toString();
            Segment segment =
                    SegmentFile.open(file, Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16));
            if (segment.end() > segment.begin()) {
                found.add(segment);
            } else {
                segment.delete();
            }
        }
        return found;
    }

    @Override
    public Segment begin(long number) throws IOException {
        return SegmentFile.create(directory.resolve("%016x%s".formatted(number, SUFFIX)), number);
    }

    @Override
    public Place mark() throws IOException {
        byte[] bytes = new byte[MARK];
        bookmark.seek(0);
        if (bookmark.length() < MARK) {
            return Place.NOWHERE;
        }
        bookmark.readFully(bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long segment = in.getLong();
        long end = in.getLong();
        return in.getInt() == sum(bytes) ? new Place(segment, end, end) : Place.NOWHERE;
    }

    @Override
    public void mark(Place arrived) throws IOException {
        byte[] bytes = new byte[MARK];
        ByteBuffer out = ByteBuffer.wrap(bytes).putLong(arrived.segment()).putLong(arrived.end());
        out.putInt(sum(bytes));
        bookmark.seek(0);
        bookmark.write(bytes);
    }

    private static int sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, MARK - Integer.BYTES);
        return (int) sum.getValue();
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
        bookmark.getFD().sync();
        bookmark.close();
    }
}

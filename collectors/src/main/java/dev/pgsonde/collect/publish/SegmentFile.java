package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.EntryFormat.Found;
import dev.pgsonde.collect.publish.EntryFormat.UnreadableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment in a file: a header, the entries, and, once it is sealed, how many records of which topics and times they
 * are, so that a damaged file still knows what it has lost. The header says where the entries of a sealed file end.
 */
final class SegmentFile implements Segment {
    private static final Logger log = LoggerFactory.getLogger(SegmentFile.class);
    private static final long MAGIC = 0x5047534F4E444501L; // PGSONDE, 1
    private static final int HEADER = 20;
    private static final String DAMAGED = "their spool file was damaged";

    private final Path path;
    private final long number;
    private final RandomAccessFile file;
    private Tally contents = new Tally();
    private long parcels;
    private long end = HEADER;
    private long length = HEADER;

    private SegmentFile(Path path, long number) throws IOException {
        this.path = path;
        this.number = number;
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    static SegmentFile create(Path path, long number) throws IOException {
        PrivateFiles.create(path);
        SegmentFile segment = new SegmentFile(path, number);
        segment.writeHeader(0);
        return segment;
    }

    /** Afterwards everything in it can be read: what was torn is cut off, and for what was damaged stands a gap. */
    static SegmentFile open(Path path, long number) throws IOException {
        SegmentFile segment = new SegmentFile(path, number);
        segment.length = segment.file.length();
        long sealedAt = segment.readHeader();
        if (sealedAt < 0) {
            segment.replaceUnreadable();
        } else if (sealedAt == 0) {
            segment.cutTornTail();
        } else {
            segment.checkSealed(sealedAt);
        }
        return segment;
    }

    /** Answers where the entries of a sealed file end, 0 when it is not sealed, and -1 when this is no header of ours. */
    private long readHeader() throws IOException {
        if (length < HEADER) {
            return -1;
        }
        byte[] header = new byte[HEADER];
        file.seek(0);
        file.readFully(header);
        ByteBuffer in = ByteBuffer.wrap(header);
        long magic = in.getLong();
        long sealedAt = in.getLong();
        boolean whole = magic == MAGIC && in.getInt() == sum(header) && sealedAt >= 0 && sealedAt <= length;
        return whole ? sealedAt : -1;
    }

    private void writeHeader(long sealedAt) throws IOException {
        byte[] header = new byte[HEADER];
        ByteBuffer out = ByteBuffer.wrap(header).putLong(MAGIC).putLong(sealedAt);
        out.putInt(sum(header));
        file.seek(0);
        file.write(header);
    }

    private static int sum(byte[] header) {
        CRC32C sum = new CRC32C();
        sum.update(header, 0, HEADER - Integer.BYTES);
        return (int) sum.getValue();
    }

    /** A file that was not even begun has held nothing; of any other nobody knows what it held. */
    private void replaceUnreadable() throws IOException {
        boolean begun = length >= HEADER;
        cut(HEADER);
        writeHeader(0);
        if (begun) {
            log.warn("{} cannot be read: whatever was in it is lost", path);
            var modified = Files.getLastModifiedTime(path).toInstant();
            append(new Gap(path.getName(path.getNameCount() - 2).toString(), 0, modified, modified, DAMAGED));
        }
    }

    private void cutTornTail() throws IOException {
        long good = scan(length);
        if (good < length) {
            log.warn("{}: cut off {} bytes of a record that was not written to its end", path, length - good);
            cut(good);
        }
    }

    private void checkSealed(long sealedAt) throws IOException {
        Tally expected = new Tally();
        try {
            for (long at = sealedAt; at < length; ) {
                Found found = EntryFormat.read(file, at, length);
                expected.add(found.entry());
                at = found.next();
            }
        } catch (UnreadableException e) {
            log.debug("{}: its tally is damaged, which matters only when more of it is", path);
        }
        long good = scan(sealedAt);
        if (good < sealedAt) {
            log.warn("{} is damaged after {} of {} bytes: what follows there is lost", path, good, sealedAt);
            List<Gap> missing = expected.without(contents).gaps(DAMAGED);
            writeHeader(0);
            cut(good);
            for (Gap gap : missing) {
                append(gap);
            }
        }
    }

    /** Reads entries as far as they are good; answers how far that is. */
    private long scan(long limit) throws IOException {
        end = HEADER;
        try {
            while (end < limit) {
                Found found = EntryFormat.read(file, end, limit);
                if (found.entry() instanceof Gap gap && gap.reason().isEmpty()) {
                    throw new UnreadableException("the tally of a file that was not sealed to its end");
                }
                count(found.entry());
                end = found.next();
            }
        } catch (UnreadableException e) {
            log.debug("{}: unreadable at {}", path, end, e);
        }
        return end;
    }

    private void cut(long newLength) throws IOException {
        file.setLength(newLength);
        length = newLength;
        end = newLength;
    }

    private void count(Entry entry) {
        contents.add(entry);
        parcels += entry instanceof Parcel ? 1 : 0;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long bytes() {
        return length;
    }

    @Override
    public long begin() {
        return HEADER;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public Found read(long offset) throws IOException {
        return EntryFormat.read(file, offset, end);
    }

    @Override
    public void append(Entry entry) throws IOException {
        try {
            file.seek(end);
            end += EntryFormat.write(file, entry);
            length = end;
            count(entry);
        } catch (IOException e) {
            file.setLength(end);
            throw e;
        }
    }

    @Override
    public void seal() throws IOException {
        file.seek(end);
        for (Gap gap : contents.gaps("")) {
            EntryFormat.write(file, gap);
        }
        length = file.getFilePointer();
        writeHeader(end);
        file.getFD().sync();
    }

    /** Needs no room on the disk, and a kill in the midst of it leaves either what was there or what comes. */
    @Override
    public void become(List<Gap> gaps) throws IOException {
        cut(end);
        writeHeader(0);
        contents = new Tally();
        parcels = 0;
        end = HEADER;
        for (Gap gap : gaps) {
            append(gap);
        }
        cut(end);
    }

    @Override
    public Tally contents() {
        return contents;
    }

    @Override
    public long parcels() {
        return parcels;
    }

    @Override
    public void delete() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        file.getFD().sync();
        file.close();
    }
}

package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.Disk.DiskFile;
import dev.pgsonde.collect.publish.EntryFormat.Found;
import dev.pgsonde.collect.publish.EntryFormat.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment in a file: a header, the entries, and, once it is sealed, how many records of which topics and times they
 * are, so that a damaged file still knows what it has lost. The header says where the entries of a sealed file end.
 */
final class SegmentFile implements Segment {
    private static final Logger log = LoggerFactory.getLogger(SegmentFile.class);
    private static final int HEADER = SegmentHeader.BYTES;
    private static final String DAMAGED = "their spool file was damaged";

    private final Path path;
    private final long number;
    private final Disk disk;
    private DiskFile file;
    private boolean dirty;
    private boolean torn;
    private @Nullable Instant last;
    /** The last before what could not be read. */
    private @Nullable Instant lastRead;

    private Tally contents = new Tally();
    private long parcels;
    private long end = HEADER;
    private long length = HEADER;

    private SegmentFile(Disk disk, Path path, long number) throws IOException {
        this.disk = disk;
        this.path = path;
        this.number = number;
        this.file = disk.open(path);
    }

    static SegmentFile create(Disk disk, Path path, long number) throws IOException {
        SegmentFile segment = new SegmentFile(disk, path, number);
        segment.file.truncate(0);
        segment.writeHeader(0);
        return segment;
    }

    /** Afterwards everything in it can be read: what was torn is cut off, and for what was damaged stands a gap. */
    static SegmentFile open(Disk disk, Path path, long number) throws IOException {
        SegmentFile segment = new SegmentFile(disk, path, number);
        segment.dirty = true;
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

    private long readHeader() throws IOException {
        byte[] header = new byte[SegmentHeader.BYTES];
        if (length < HEADER) {
            return SegmentHeader.NONE;
        }
        file.read(0, header);
        return SegmentHeader.sealedAt(header, length);
    }

    private void writeHeader(long sealedAt) throws IOException {
        dirty = true;
        file.write(0, SegmentHeader.bytes(sealedAt));
    }

    /** A file that was not even begun has held nothing; of any other nobody knows what it held. */
    private void replaceUnreadable() throws IOException {
        torn = length >= HEADER;
        if (torn) {
            log.warn("{} cannot be read: whatever was in it is lost", path);
        }
        cut(HEADER);
        writeHeader(0);
    }

    private void cutTornTail() throws IOException {
        long good = scan(length);
        if (good < length) {
            log.warn("{}: cut off {} bytes of a record that was not written to its end", path, length - good);
            torn = true;
            lastRead = last;
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
            torn = missing.isEmpty();
            lastRead = last;
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
        dirty = true;
        file.truncate(newLength);
        length = newLength;
        end = newLength;
    }

    private void count(Entry entry) {
        contents.add(entry);
        last = entry.to();
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
            dirty = true;
            end += EntryFormat.write(file, end, entry);
            length = end;
            count(entry);
        } catch (IOException e) {
            file.truncate(end);
            throw e;
        }
    }

    /** The header comes last: where it says that the file is sealed, all before it is there. */
    @Override
    public void seal() throws IOException {
        long at = end;
        for (Gap gap : contents.gaps("")) {
            at += EntryFormat.write(file, at, gap);
        }
        length = at;
        file.sync();
        writeHeader(end);
        sync();
    }

    @Override
    public void sync() throws IOException {
        if (dirty) {
            file.sync();
            dirty = false;
        }
    }

    @Override
    public @Nullable Instant last() {
        return last;
    }

    @Override
    public void become(List<Gap> gaps) throws IOException {
        contents = new Tally();
        parcels = 0;
        try {
            replaceWith(gaps);
        } catch (IOException e) {
            log.debug("{}: there is no room for another file", path, e);
            disk.delete(fresh());
            rewrite(gaps);
        }
        sync();
        disk.syncNames(path.resolveSibling(""));
    }

    private Path fresh() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /** Whoever comes after a power cut finds the old or the new. */
    private void replaceWith(List<Gap> gaps) throws IOException {
        SegmentFile other = create(disk, fresh(), number);
        try {
            for (Gap gap : gaps) {
                other.append(gap);
            }
            other.sync();
            disk.replace(fresh(), path);
        } catch (IOException e) {
            other.file.close();
            throw e;
        }
        file.close();
        file = other.file;
        end = other.end;
        length = other.length;
        gaps.forEach(this::count);
    }

    /** Needs no room on the disk, and a kill in the midst of it leaves either what was there or what comes. */
    private void rewrite(List<Gap> gaps) throws IOException {
        cut(end);
        writeHeader(0);
        end = HEADER;
        for (Gap gap : gaps) {
            append(gap);
        }
        cut(end);
    }

    /** Whether more was written than can be read, and nobody knows how much. */
    boolean isTorn() {
        return torn;
    }

    /** The time of the last entry before what could not be read. */
    @Nullable
    Instant lastRead() {
        return lastRead;
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
        disk.delete(path);
    }

    @Override
    public void close() throws IOException {
        sync();
        file.close();
    }
}

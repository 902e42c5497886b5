package dev.pgsonde.collect.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments of a spool, oldest first, in at most so many bytes: a new one begins where the last one was sealed. */
final class Stock {
    private static final Logger log = LoggerFactory.getLogger(Stock.class);
    private static final long ROOM_FOR_GAPS = 1024;
    private static final long ROOM_FOR_FIELDS = 256;
    static final String FULL = "the spool was full";
    private static final String BROKEN = "the spool could not be written to";

    private final Shelf shelf;
    private final Bound bound;
    private final List<Segment> segments = new ArrayList<>();
    private long newest;
    private boolean sealed = true;
    private String refusal = "";
    private long parcels;
    private long dropped;
    private boolean unsynced;

    private Stock(Shelf shelf, Bound bound) {
        this.shelf = shelf;
        this.bound = bound;
    }

    /** {@code used}: the number of a segment that has been there, even if it is gone. */
    static Stock open(Shelf shelf, Bound bound, List<Segment> found, long used) {
        Stock stock = new Stock(shelf, bound);
        stock.newest = used;
        for (Segment segment : found) {
            stock.segments.add(segment);
            stock.newest = Math.max(stock.newest, segment.number());
            stock.parcels += segment.parcels();
            stock.unsynced = true;
        }
        return stock;
    }

    /** The oldest whole segments behind {@code begun} make room where there is none. Answers null when that fails. */
    @Nullable
    Place put(Entry entry, long begun) {
        if (!hasRoomFor(entry.size() + ROOM_FOR_FIELDS, begun)) {
            return null;
        }
        try {
            return write(entry);
        } catch (IOException e) {
            if (!refusal.equals(BROKEN)) {
                log.warn("{} takes nothing: {}", shelf.name(), e.getMessage());
            }
            refusal = BROKEN;
        }
        try {
            return makeRoom(1, BROKEN, begun) ? write(entry) : null;
        } catch (IOException e) {
            log.debug("{} takes nothing yet", shelf.name(), e);
            return null;
        }
    }

    /** Whether there is, or has been made, room for it and for a few gaps before it. */
    boolean hasRoom(Entry entry, long begun) {
        return hasRoomFor(entry.size() + ROOM_FOR_FIELDS + ROOM_FOR_GAPS, begun);
    }

    private boolean hasRoomFor(long needed, long begun) {
        boolean room = bytes() + needed <= bound.max() || makeRoom(needed, FULL, begun);
        refusal = room ? refusal : FULL;
        return room;
    }

    /** Why nothing was put at last. */
    String refusal() {
        return refusal;
    }

    private Place write(Entry entry) throws IOException {
        Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (sealed || last == null) {
            last = shelf.begin(newest + 1);
            newest++;
            unsynced = true;
            segments.add(last);
            sealed = false;
        }
        long begin = last.end();
        last.append(entry);
        unsynced = true;
        parcels += entry instanceof Parcel ? 1 : 0;
        return new Place(last.number(), begin, last.end());
    }

    private boolean makeRoom(long needed, String why, long begun) {
        long goal = Math.min(bound.max(), bytes()) - needed;
        List<Segment> victims = new ArrayList<>();
        long freed = 0;
        for (Segment segment : droppable(begun)) {
            if (bytes() - freed + ROOM_FOR_GAPS <= goal) {
                break;
            }
            victims.add(segment);
            freed += segment.parcels() == 0 ? 0 : segment.bytes();
        }
        if (freed == 0) {
            return false;
        }
        try {
            drop(victims, why);
        } catch (IOException e) {
            log.warn("{} could not be cleared: {}", shelf.name(), e.getMessage());
        }
        return bytes() <= goal;
    }

    private List<Segment> droppable(long begun) {
        return segments.stream()
                .limit(sealed ? segments.size() : segments.size() - 1L)
                .filter(segment -> segment.number() > begun)
                .toList();
    }

    /** The last of them becomes the gap that tells of all; gaps that lay there already go into it. */
    private void drop(List<Segment> victims, String why) throws IOException {
        Tally contents = new Tally();
        long records = 0;
        for (Segment victim : victims) {
            contents.add(victim.contents());
            records += victim.parcels();
        }
        dropped += records;
        parcels -= records;
        Segment stays = victims.get(victims.size() - 1);
        stays.become(contents.gaps(why));
        for (Segment victim : victims) {
            if (victim != stays) {
                victim.delete();
                segments.remove(victim);
            }
        }
        log.warn("{}: dropped the oldest {} records: {}", shelf.name(), records, why);
    }

    /** The segment in which the entry behind {@code place} lies. */
    @Nullable
    Segment behind(Place place) {
        for (Segment segment : segments) {
            boolean here = segment.number() == place.segment();
            if (segment.number() >= place.segment() && (here ? place.end() : segment.begin()) < segment.end()) {
                return segment;
            }
        }
        return null;
    }

    Entry read(Place place) throws IOException {
        for (Segment segment : segments) {
            if (segment.number() == place.segment()) {
                return segment.read(place.begin()).entry();
            }
        }
        throw new IllegalStateException("segment " + place.segment() + " has been given away");
    }

    /** Nobody needs what lies before the end of {@code place} any more; {@code all}: nor what lies just there. */
    void removeThrough(Place place, boolean all) throws IOException {
        while (!segments.isEmpty() && isThrough(segments.get(0), place, all)) {
            Segment through = segments.remove(0);
            sealed |= segments.isEmpty();
            through.delete();
        }
    }

    private boolean isThrough(Segment segment, Place place, boolean all) {
        return segment.number() < place.segment()
                || (segment.number() == place.segment()
                        && place.end() >= segment.end()
                        && (all || segments.size() > 1));
    }

    /**
     * Answers whether what comes next begins another segment. While what waits flows away, none is needed until there is
     * little room left.
     */
    boolean edge(boolean flows) {
        if (sealed || segments.isEmpty()) {
            return false;
        }
        Segment last = segments.get(segments.size() - 1);
        if (last.bytes() < bound.segment() || (flows && bytes() < bound.max() / 2)) {
            return false;
        }
        seal(last);
        return true;
    }

    private void seal(Segment segment) {
        sealed = true;
        try {
            segment.seal();
        } catch (IOException e) {
            log.debug("{}: a segment has no tally", shelf.name(), e);
        }
    }

    /** What was put lasts from now on. Answers whether there was something to make sure of. */
    boolean sync() throws IOException {
        if (!unsynced || segments.isEmpty()) {
            return false;
        }
        for (Segment segment : segments) {
            segment.sync();
        }
        shelf.syncNames();
        unsynced = false;
        return true;
    }

    /** The time of the last entry. */
    @Nullable
    Instant last() {
        return segments.isEmpty() ? null : segments.get(segments.size() - 1).last();
    }

    void gone(long records) {
        parcels -= records;
    }

    void close() throws IOException {
        if (!sealed && !segments.isEmpty()) {
            seal(segments.get(segments.size() - 1));
        }
        for (Segment segment : segments) {
            segment.close();
        }
        shelf.syncNames();
    }

    /** Records that wait, other than those that tell of a loss. */
    long parcels() {
        return parcels;
    }

    long dropped() {
        return dropped;
    }

    long bytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }
}

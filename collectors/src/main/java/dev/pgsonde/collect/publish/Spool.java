package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.publish.EntryFormat.Found;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in the agent's order, in at most so many bytes. Those before the cursor are on their way and stay until they
 * have arrived; when there is no room, the oldest whole segment behind the cursor becomes the gap that tells of it.
 */
final class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private static final long ROOM_FOR_GAPS = 1024;
    private static final long ROOM_FOR_FIELDS = 256;

    /** How much there may be, and from what size on a round's edge begins another segment. */
    record Bound(long max, long segment) {
        private static final int SEGMENTS = 16;
        private static final long SMALLEST = 1 << 20;

        static Bound of(long max) {
            return new Bound(max, Math.max(SMALLEST, max / SEGMENTS));
        }
    }

    /** The entry at the cursor, and where it lies. */
    record Next(Entry entry, Place place) {}

    private final Shelf shelf;
    private final Bound bound;
    private final List<Segment> segments = new ArrayList<>();
    private final Deque<Next> unread = new ArrayDeque<>();
    private long newest;
    private boolean sealed = true;
    private Place cursor = Place.NOWHERE;
    private Place arrived = Place.NOWHERE;
    private Place marked = Place.NOWHERE;
    private Tally taken = new Tally();
    private Tally untold = new Tally();
    private String reason = "";
    private boolean whole;
    private long parcels;
    private long lost;

    private Spool(Shelf shelf, Bound bound) {
        this.shelf = shelf;
        this.bound = bound;
    }

    /** Whatever an earlier process left comes first. */
    static Spool open(Shelf shelf, Bound bound) throws IOException {
        Spool spool = new Spool(shelf, bound);
        spool.marked = shelf.mark();
        spool.arrived = spool.marked;
        spool.newest = spool.marked.segment();
        for (Segment segment : shelf.found()) {
            spool.segments.add(segment);
            spool.newest = Math.max(spool.newest, segment.number());
            spool.parcels += segment.parcels();
        }
        spool.skipArrived();
        if (!spool.segments.isEmpty()) {
            log.info("{} records of an earlier run wait in {}", spool.parcels, shelf.name());
        }
        return spool;
    }

    private void skipArrived() throws IOException {
        for (Next next = peek(); next != null && isArrived(next.place()); next = peek()) {
            advance(next);
            arrived(next.entry() instanceof Parcel);
        }
        confirm(arrived);
    }

    private boolean isArrived(Place place) {
        return place.segment() < arrived.segment()
                || (place.segment() == arrived.segment() && place.end() <= arrived.end());
    }

    /** Keeps {@code entry}, or counts it as lost: then a gap stands before whatever is kept next. */
    void append(Entry entry) {
        boolean room = true;
        for (Gap gap : takeUntold()) {
            room = room && put(gap) != null;
            if (!room) {
                untold.add(gap);
            }
        }
        if (!room || put(entry) == null) {
            refuse(entry, reason);
        }
    }

    void refuse(Entry entry, String why) {
        untold.add(entry);
        reason = why;
        whole = true;
        lost += entry instanceof Parcel ? 1 : 0;
    }

    /** Keeps an entry that is on its way already; only where nothing waits. Answers null where there is no room. */
    @Nullable
    Place appendSent(Entry entry) {
        Place place = put(entry);
        if (place != null) {
            take(entry, place);
        }
        return place;
    }

    private void take(Entry entry, Place place) {
        if (place.segment() != cursor.segment()) {
            taken = new Tally();
        }
        taken.add(entry);
        cursor = place;
    }

    private @Nullable Place put(Entry entry) {
        long needed = entry.size() + ROOM_FOR_FIELDS;
        if (bytes() + needed > bound.max() && !makeRoom(needed, "the spool was full")) {
            reason = "the spool was full";
            return null;
        }
        try {
            return write(entry);
        } catch (IOException e) {
            log.warn("{} takes nothing: {}", shelf.name(), e.getMessage());
            reason = "the spool could not be written to";
        }
        try {
            return makeRoom(1, reason) ? write(entry) : null;
        } catch (IOException e) {
            log.debug("{} takes nothing yet", shelf.name(), e);
            return null;
        }
    }

    private Place write(Entry entry) throws IOException {
        Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (sealed || last == null) {
            last = shelf.begin(newest + 1);
            newest++;
            segments.add(last);
            sealed = false;
        }
        long begin = last.end();
        last.append(entry);
        parcels += entry instanceof Parcel ? 1 : 0;
        return new Place(last.number(), begin, last.end());
    }

    /** Of what may be dropped takes the oldest, together with the gaps before it. */
    private boolean makeRoom(long needed, String why) {
        long goal = Math.min(bound.max(), bytes()) - needed;
        List<Segment> victims = new ArrayList<>();
        long freed = 0;
        for (Segment segment : droppable()) {
            if (bytes() - freed + ROOM_FOR_GAPS <= goal) {
                break;
            }
            victims.add(segment);
            freed += segment.parcels() == 0 ? 0 : segment.bytes();
        }
        try {
            drop(victims, why);
        } catch (IOException e) {
            log.warn("{} could not be cleared: {}", shelf.name(), e.getMessage());
        }
        return freed > 0 && bytes() <= goal;
    }

    private List<Segment> droppable() {
        Next next = unread.peek();
        long begun = next == null ? cursor.segment() : next.place().segment();
        return segments.stream()
                .limit(sealed ? segments.size() : segments.size() - 1L)
                .filter(segment -> segment.number() > begun)
                .toList();
    }

    private void drop(List<Segment> victims, String why) throws IOException {
        if (victims.stream().allMatch(victim -> victim.parcels() == 0)) {
            return;
        }
        Tally dropped = new Tally();
        long records = 0;
        for (Segment victim : victims) {
            dropped.add(victim.contents());
            records += victim.parcels();
        }
        lost += records;
        parcels -= records;
        Segment stays = victims.get(victims.size() - 1);
        stays.become(dropped.gaps(why));
        for (Segment victim : victims) {
            if (victim != stays) {
                victim.delete();
                segments.remove(victim);
            }
        }
        log.warn("{}: dropped the oldest {} records: {}", shelf.name(), records, why);
    }

    boolean hasUnsent() {
        return !unread.isEmpty() || segmentAtCursor() != null;
    }

    private @Nullable Segment segmentAtCursor() {
        for (Segment segment : segments) {
            boolean here = segment.number() == cursor.segment();
            if (segment.number() >= cursor.segment() && (here ? cursor.end() : segment.begin()) < segment.end()) {
                return segment;
            }
        }
        return null;
    }

    @Nullable
    Next peek() {
        if (!unread.isEmpty()) {
            return unread.peek();
        }
        Segment segment = segmentAtCursor();
        if (segment == null) {
            return null;
        }
        boolean begins = segment.number() != cursor.segment();
        long offset = begins ? segment.begin() : cursor.end();
        try {
            Found found = segment.read(offset);
            unread.add(new Next(found.entry(), new Place(segment.number(), offset, found.next())));
        } catch (IOException e) {
            log.warn("{} cannot be read from {} on: {}", shelf.name(), offset, e.getMessage());
            giveUp(segment, offset);
        }
        return unread.peek();
    }

    /** What cannot be read any more is told in its place. */
    private void giveUp(Segment segment, long offset) {
        Place rest = new Place(segment.number(), offset, segment.end());
        boolean begins = segment.number() != cursor.segment();
        Tally missing = segment.contents().without(begins ? new Tally() : taken);
        lost += missing.records();
        parcels -= missing.records();
        missing.gaps("they could not be read from the spool").forEach(gap -> unread.add(new Next(gap, rest)));
        if (unread.isEmpty()) {
            cursor = rest;
        }
    }

    void advance(Next next) {
        unread.remove();
        take(next.entry(), next.place());
    }

    Entry read(Place place) throws IOException {
        for (Segment segment : segments) {
            if (segment.number() == place.segment()) {
                return segment.read(place.begin()).entry();
            }
        }
        throw new IllegalStateException("segment " + place.segment() + " has been given away");
    }

    /** Everything up to {@code place} has arrived. */
    void confirm(Place place) throws IOException {
        arrived = place;
        while (!segments.isEmpty() && isThrough(segments.get(0))) {
            Segment through = segments.remove(0);
            sealed |= segments.isEmpty();
            through.delete();
        }
    }

    private boolean isThrough(Segment segment) {
        boolean last = segments.size() == 1;
        return segment.number() < arrived.segment()
                || (segment.number() == arrived.segment()
                        && arrived.end() >= segment.end()
                        && (!last || unread.isEmpty()));
    }

    void arrived(boolean parcel) {
        parcels -= parcel ? 1 : 0;
    }

    /** Here a round ends: the next one may begin another segment, and then must be whole. */
    void edge() {
        if (sealed || segments.isEmpty()) {
            return;
        }
        Segment last = segments.get(segments.size() - 1);
        if (last.bytes() >= bound.segment()) {
            seal(last);
            whole = true;
        }
    }

    private void seal(Segment segment) {
        sealed = true;
        try {
            segment.seal();
        } catch (IOException e) {
            log.debug("{}: a segment has no tally", shelf.name(), e);
        }
    }

    /** Losses before which nothing waits: whoever takes them sends them on. */
    List<Gap> takeUntold() {
        List<Gap> gaps = untold.gaps(reason);
        untold = new Tally();
        return gaps;
    }

    boolean takeWhole() {
        boolean was = whole;
        whole = false;
        return was;
    }

    void keepMark() throws IOException {
        if (!arrived.equals(marked)) {
            shelf.mark(arrived);
            marked = arrived;
        }
    }

    /** Answers how many records are lost with this, since nobody can come back to them. */
    long close() throws IOException {
        for (Gap gap : takeUntold()) {
            put(gap);
        }
        keepMark();
        if (!sealed && !segments.isEmpty()) {
            seal(segments.get(segments.size() - 1));
        }
        for (Segment segment : segments) {
            segment.close();
        }
        shelf.close();
        return shelf.lasts() ? 0 : parcels;
    }

    String name() {
        return shelf.name();
    }

    long parcels() {
        return parcels;
    }

    long lost() {
        return lost;
    }

    long bytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }
}

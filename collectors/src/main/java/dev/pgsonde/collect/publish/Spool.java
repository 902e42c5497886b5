package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.FrameName;
import dev.pgsonde.collect.look.Missed;
import dev.pgsonde.collect.publish.EntryFormat.Found;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in the agent's order, in at most so many bytes. Those before the cursor are on their way and stay until they
 * have arrived; when there is no room, the oldest whole segments behind the cursor become the gap that tells of them.
 */
final class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    /** The entry at the cursor, and where it lies. */
    record Next(Entry entry, Place place) {}

    private final Shelf shelf;
    private final Stock stock;
    private final Deque<Next> unread = new ArrayDeque<>();
    private final Recovery recovery;
    private Place cursor = Place.NOWHERE;
    /** What the cursor has passed in its segment. */
    private Tally passed = new Tally();

    private Tally untold = new Tally();
    private String reason = "";
    private boolean cut;
    private final Set<FrameName> missed = new HashSet<>();
    private long lost;

    private Spool(Shelf shelf, Stock stock, Recovery recovery) {
        this.shelf = shelf;
        this.stock = stock;
        this.recovery = recovery;
    }

    /**
     * Whatever an earlier process left comes first; where nobody knows what it has lost, a gap of each of {@code topics}
     * stands before what is written now.
     */
    static Spool open(Shelf shelf, Bound bound, Set<String> topics) throws IOException {
        SpoolState before = shelf.state();
        Shelf.Left left = shelf.found();
        Stock stock = Stock.open(shelf, bound, left.segments(), before.arrived().segment());
        Spool spool = new Spool(shelf, stock, new Recovery(shelf, topics, before));
        spool.skipArrived();
        stock.sync(); // whoever was killed may have synced nothing
        spool.recovery.begin(left, spool.hasUnsent() ? stock.last() : before.upTo());
        if (spool.hasUnsent()) {
            log.info("{} records of an earlier run wait in {}", spool.parcels(), shelf.name());
        }
        return spool;
    }

    private void skipArrived() throws IOException {
        for (Next next = peek(); next != null && isArrived(next.place()); next = peek()) {
            advance(next);
            arrived(next.entry() instanceof Parcel);
        }
        confirm(recovery.arrived());
    }

    /** Must be told of the time of each record before it is written. */
    void expect(Instant at) {
        try {
            recovery.expect(at);
            List<Gap> owed = recovery.owed(at);
            if (!owed.isEmpty() && owed.stream().allMatch(gap -> put(gap) != null)) {
                stock.sync();
                recovery.told();
            }
        } catch (IOException e) {
            log.warn("{} takes nothing: {}", shelf.name(), e.getMessage());
        }
    }

    /** What waits is still there after a power cut; and it is known up to when everything has arrived. */
    void sync() {
        try {
            stock.sync();
            recovery.keep();
        } catch (IOException e) {
            log.warn("{} cannot be made safe from a power cut: {}", shelf.name(), e.getMessage());
        }
    }

    private boolean isArrived(Place place) {
        Place arrived = recovery.arrived();
        return place.segment() < arrived.segment()
                || (place.segment() == arrived.segment() && place.end() <= arrived.end());
    }

    /** Keeps {@code entry}, or counts it as lost: then a gap stands before whatever is kept next. */
    void append(Entry entry) {
        if (!untold.isEmpty() && !stock.hasRoom(entry, begun())) {
            refuse(entry, stock.refusal());
            return;
        }
        boolean told = true;
        for (Gap gap : takeUntold()) {
            told = told && put(gap) != null;
            if (!told) {
                untold.add(gap);
            }
        }
        if (!told || put(entry) == null) {
            refuse(entry, stock.refusal());
        }
    }

    void refuse(Entry entry, String why) {
        untold.add(entry);
        reason = why;
        if (entry instanceof Parcel parcel) {
            lost++;
            Optional.ofNullable(parcel.frame()).ifPresent(missed::add);
        }
    }

    /** Keeps an entry that is on its way already; only where nothing waits. Answers null where there is no room. */
    @Nullable
    Place appendSent(Entry entry) {
        Place place = put(entry);
        if (place != null) {
            pass(entry, place);
        }
        return place;
    }

    private @Nullable Place put(Entry entry) {
        return stock.put(entry, begun());
    }

    /** The last segment of which something has been read: it cannot be dropped as a whole. */
    private long begun() {
        Next next = unread.peek();
        return next == null ? cursor.segment() : next.place().segment();
    }

    private void pass(Entry entry, Place place) {
        if (place.segment() != cursor.segment()) {
            passed = new Tally();
        }
        passed.add(entry);
        cursor = place;
    }

    boolean hasUnsent() {
        return !unread.isEmpty() || stock.behind(cursor) != null;
    }

    @Nullable
    Next peek() {
        if (!unread.isEmpty()) {
            return unread.peek();
        }
        Segment segment = stock.behind(cursor);
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
            giveUp(segment, new Place(segment.number(), offset, segment.end()), begins ? new Tally() : passed);
        }
        return unread.peek();
    }

    /** What cannot be read any more is told in its place. */
    private void giveUp(Segment segment, Place rest, Tally read) {
        Tally missing = segment.contents().without(read);
        lost += missing.records();
        cut = true;
        stock.gone(missing.records());
        missing.gaps("they could not be read from the spool").forEach(gap -> unread.add(new Next(gap, rest)));
        if (unread.isEmpty()) {
            cursor = rest;
        }
    }

    void advance(Next next) {
        unread.remove();
        pass(next.entry(), next.place());
    }

    Entry read(Place place) throws IOException {
        return stock.read(place);
    }

    /** Everything up to {@code place} has arrived. */
    void confirm(Place place) throws IOException {
        recovery.arrived(place);
        stock.removeThrough(place, unread.isEmpty());
    }

    void arrived(boolean parcel) {
        stock.gone(parcel ? 1 : 0);
    }

    /** Here a round ends: the next one may begin another segment, and then must be whole. */
    void edge(boolean flows) {
        cut |= stock.edge(flows);
    }

    /** Losses before which nothing waits: whoever takes them sends them on. */
    List<Gap> takeUntold() {
        List<Gap> gaps = untold.gaps(reason);
        untold = new Tally();
        return gaps;
    }

    Missed takeMissed() {
        Missed all = new Missed(cut, missed);
        cut = false;
        missed.clear();
        return all;
    }

    /** Written down, so that the next process knows what has arrived. */
    void keepMark() throws IOException {
        recovery.keep();
    }

    /** Everything up to a record of this time has arrived. */
    void arrivedUpTo(Instant at) {
        recovery.arrivedUpTo(at);
    }

    /** Answers how many records are lost with this, since nobody can come back to them. */
    long close() throws IOException {
        for (Gap gap : takeUntold()) {
            put(gap);
        }
        stock.close();
        recovery.close();
        shelf.close();
        return shelf.lasts() ? 0 : parcels();
    }

    String name() {
        return shelf.name();
    }

    long parcels() {
        return stock.parcels();
    }

    long lost() {
        return lost + stock.dropped();
    }

    long bytes() {
        return stock.bytes();
    }
}

package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.FrameName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The few entries on their way, in order. One that lies in the spool too is not held here a second time. */
final class Head {
    private static final int MOST_ITEMS = 10_000;

    /** One entry on its way. */
    static final class Item {
        private final Gap loss;
        private final int size;
        private final @Nullable FrameName frame;
        private boolean parcel;
        private @Nullable Entry entry;
        private @Nullable Place place;
        private boolean sent = true;
        private boolean arrived;

        Item(Entry entry, @Nullable Place place) {
            this.loss = Gap.of(entry, "");
            this.size = entry.size();
            this.frame = entry instanceof Parcel own ? own.frame() : null;
            this.parcel = entry instanceof Parcel;
            this.entry = place == null ? entry : null;
            this.place = place;
        }

        Gap loss(String reason) {
            return Gap.of(loss, reason);
        }

        int size() {
            return size;
        }

        @Nullable
        FrameName frame() {
            return frame;
        }

        boolean isParcel() {
            return parcel;
        }

        boolean hasArrived() {
            return arrived;
        }

        @Nullable
        Entry entry() {
            return entry;
        }

        @Nullable
        Place place() {
            return place;
        }

        /** Goes out instead, in the same place. */
        void becomes(Gap gap) {
            entry = gap;
            parcel = parcel && place != null;
        }

        void nowLiesAt(Place there) {
            place = there;
            entry = null;
        }
    }

    private final long mostBytes;
    private final Deque<Item> items = new ArrayDeque<>();
    private long bytes;
    private int waiting;

    Head(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    /** Whatever its size, one entry always has room. */
    boolean hasRoom(int size) {
        return waiting == 0 || (bytes + size <= mostBytes && items.size() < MOST_ITEMS);
    }

    void add(Item item) {
        items.add(item);
        bytes += item.size;
        waiting++;
    }

    void arrived(Item item) {
        item.arrived = true;
        bytes -= item.size;
        waiting--;
    }

    /** Lets go of those before which everything has arrived, and answers of what time that is; {@code kept} hears where they lie. */
    Optional<Instant> letGo(Consumer<Place> kept) {
        Instant upTo = null;
        while (!items.isEmpty() && items.peek().arrived) {
            Item item = items.remove();
            upTo = item.loss.to();
            if (item.place != null) {
                kept.accept(item.place);
            }
        }
        return Optional.ofNullable(upTo);
    }

    /** None of them is on its way any more. */
    void takeBack() {
        items.forEach(item -> item.sent = false);
    }

    /** The first that must be sent again. */
    @Nullable
    Item unsent() {
        for (Iterator<Item> each = items.iterator(); each.hasNext(); ) {
            Item item = each.next();
            if (!item.sent && !item.arrived) {
                return item;
            }
        }
        return null;
    }

    void sentAgain(Item item) {
        item.sent = true;
    }

    /** Those that lie nowhere but here. */
    List<Item> unkept() {
        return items.stream()
                .filter(item -> !item.arrived && item.place == null)
                .toList();
    }
}

package dev.pgsonde.collect.publish;

import dev.pgsonde.collect.look.Missed;
import dev.pgsonde.collect.publish.Carrier.Kind;
import dev.pgsonde.collect.publish.Carrier.Outcome;
import dev.pgsonde.collect.publish.Head.Item;
import dev.pgsonde.collect.publish.Spool.Next;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One order of entries: a short head on its way, and behind it the spool. A record goes straight to the head only while
 * the spool holds nothing that waits; what is lost is told in its place by a gap.
 */
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private record Receipt(Item item, int generation, Outcome outcome) {}

    private final Spool spool;
    private final Carrier carrier;
    private final Function<Gap, Parcel> telling;
    private final LongSupplier nanos;
    private final Runnable bell;
    private final Head head;
    private final Reach reach = new Reach();
    private final Counted counted = new Counted();
    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private int generation;
    private volatile boolean hasMore;

    /** {@code bell} rings when {@link #pump} has something to do. */
    Lane(Head head, Spool spool, Carrier carrier, Function<Gap, Parcel> telling, LongSupplier nanos, Runnable bell) {
        this.head = head;
        this.spool = spool;
        this.carrier = carrier;
        this.telling = telling;
        this.nanos = nanos;
        this.bell = bell;
    }

    synchronized void write(Parcel parcel) {
        long now = nanos.getAsLong();
        settle(now);
        spool.expect(parcel.at());
        forward(parcel, now);
    }

    /** Sends what may get lost, if nothing waits before it; answers whether {@code later} will hear of it. */
    synchronized boolean mention(Parcel parcel, Consumer<Outcome> later) {
        long now = nanos.getAsLong();
        settle(now);
        if (!isOpen(now, parcel.size()) || spool.hasUnsent()) {
            return false;
        }
        if (reach.wasRefused()) {
            carrier.renew();
        }
        carrier.mention(parcel, later);
        return true;
    }

    /** Goes on with what waits, as far as there is room. */
    synchronized void pump() {
        long now = nanos.getAsLong();
        settle(now);
        if (!head.isEmpty() && reach.isSilent(now)) {
            tellAway("it answers nothing");
            keepHead();
        }
        while (sendAgain(now) || sendNext(now)) {
            hasMore = true;
        }
        hasMore = spool.hasUnsent() || head.unsent() != null;
    }

    private void forward(Entry entry, long now) {
        List<Gap> untold = spool.hasUnsent() ? List.of() : spool.takeUntold();
        untold.forEach(gap -> sendOrKeep(gap, now));
        sendOrKeep(entry, now);
    }

    private void sendOrKeep(Entry entry, long now) {
        Item item = new Item(entry, null);
        if (!spool.hasUnsent() && isOpen(now, entry.size()) && send(item, entry, now)) {
            head.add(item);
        } else if (keepHead()) {
            spool.append(entry);
            hasMore = true;
        } else {
            spool.refuse(entry, "the spool could not be written to");
        }
    }

    private boolean isOpen(long now, int size) {
        boolean heard = head.isEmpty() || !reach.isSilent(now);
        return heard && head.hasRoom(size) && !reach.isPaused(now) && head.unsent() == null;
    }

    private boolean sendAgain(long now) {
        Item item = head.unsent();
        if (item == null || reach.isPaused(now)) {
            return false;
        }
        Entry entry = item.entry() == null ? readAgain(item) : item.entry();
        if (!send(item, entry, now)) {
            return false;
        }
        head.sentAgain(item);
        return true;
    }

    private Entry readAgain(Item item) {
        try {
            return spool.read(Objects.requireNonNull(item.place()));
        } catch (IOException e) {
            counted.lostOne(item.frame());
            Gap gap = item.loss("they could not be read from the spool");
            item.becomes(gap);
            return gap;
        }
    }

    private boolean sendNext(long now) {
        Next next = spool.peek();
        if (next == null || !isOpen(now, next.entry().size())) {
            return false;
        }
        Item item = new Item(next.entry(), next.place());
        if (!send(item, next.entry(), now)) {
            return false;
        }
        spool.advance(next);
        head.add(item);
        return true;
    }

    /** Answers whether the entry, or the gap in its place, is on its way. */
    private boolean send(Item item, Entry entry, long now) {
        if (reach.wasRefused()) {
            carrier.renew();
        }
        if (head.isEmpty()) {
            reach.setOut(now);
        }
        Optional<Outcome> refusal = handOver(item, entry);
        if (refusal.isPresent() && refusal.get().kind() == Kind.UNFIT && entry instanceof Parcel) {
            counted.lostOne(item.frame());
            Gap gap = item.loss(refusal.get().reason());
            item.becomes(gap);
            return send(item, gap, now);
        }
        refusal.ifPresent(outcome -> refused(outcome.reason(), now));
        return refusal.isEmpty();
    }

    private Optional<Outcome> handOver(Item item, Entry entry) {
        int now = generation;
        Parcel parcel = entry instanceof Gap gap ? telling.apply(gap) : (Parcel) entry;
        return carrier.send(parcel, outcome -> {
            receipts.add(new Receipt(item, now, outcome));
            if (hasMore || outcome.kind() != Kind.ARRIVED) {
                bell.run();
            }
        });
    }

    private void refused(String reason, long now) {
        reach.refused(now);
        tellAway(reason);
    }

    private void tellAway(String reason) {
        if (reach.goesAway()) {
            log.warn("Kafka takes nothing: {}; sampling goes on, and records wait in {}", reason, spool.name());
        }
    }

    /** Hears what became of those on their way. */
    private void settle(long now) {
        List<Gap> unfit = new ArrayList<>();
        String refusal = null;
        for (Receipt receipt = receipts.poll(); receipt != null; receipt = receipts.poll()) {
            Item item = receipt.item();
            boolean current = receipt.generation() == generation;
            if (item.hasArrived()) {
                continue;
            }
            switch (receipt.outcome().kind()) {
                case ARRIVED -> {
                    settled(item, now);
                    counted.arrived(item.size());
                }
                case UNFIT -> loss(item, receipt.outcome().reason(), now).ifPresent(unfit::add);
                case REFUSED -> refusal = current ? receipt.outcome().reason() : refusal;
            }
        }
        letGo();
        if (refusal != null) {
            takeBack(refusal, now);
        }
        unfit.forEach(gap -> forward(gap, now));
    }

    private Optional<Gap> loss(Item item, String reason, long now) {
        settled(item, now);
        if (!item.isParcel()) {
            log.warn("Kafka does not take the record that tells of a loss: {}", reason);
            return Optional.empty();
        }
        counted.lostOne(item.frame());
        return Optional.of(item.loss(reason));
    }

    private void settled(Item item, long now) {
        head.arrived(item);
        if (item.place() != null) {
            spool.arrived(item.isParcel());
        }
        if (reach.arrived(now)) {
            log.info("Kafka takes records again; {} wait in {}", spool.parcels(), spool.name());
        }
    }

    /** Whatever has not arrived goes out again, in its order. */
    private void takeBack(String reason, long now) {
        generation++;
        head.takeBack();
        keepHead();
        refused(reason, now);
        hasMore = true;
    }

    private void letGo() {
        try {
            List<Place> through = new ArrayList<>();
            head.letGo(through::add).ifPresent(spool::arrivedUpTo);
            if (!through.isEmpty()) {
                spool.confirm(through.get(through.size() - 1));
                spool.keepMark();
            }
        } catch (IOException e) {
            log.warn(
                    "{} cannot be tidied, so that the next start repeats what has arrived: {}",
                    spool.name(),
                    e.getMessage());
        }
    }

    /** Puts those on their way into the spool, so that neither a kill nor a new producer loses them. */
    private boolean keepHead() {
        for (Item item : head.unkept()) {
            Entry entry = item.entry();
            Place place = entry == null ? null : spool.appendSent(entry);
            if (place == null) {
                return false;
            }
            item.nowLiesAt(place);
        }
        return true;
    }

    /** Between two rounds; a record that comes alone is a round of its own. */
    synchronized void edge() {
        spool.edge(!reach.isAway());
    }

    /** Here a round has ended at {@code at}: whatever waits is safe from a power cut afterwards. */
    synchronized void sync(Instant at) {
        spool.expect(at);
        spool.sync();
    }

    /** Whose frames are missing, or may be once the spool is full, since the last call. */
    synchronized Missed takeMissed() {
        return counted.takeMissed().and(spool.takeMissed());
    }

    /** Whether something waits although somebody takes what is sent. */
    synchronized boolean isBehind() {
        settle(nanos.getAsLong());
        return spool.hasUnsent() && !reach.isAway();
    }

    synchronized boolean isEmpty() {
        settle(nanos.getAsLong());
        return head.isEmpty() && !spool.hasUnsent();
    }

    synchronized Throughput throughput() {
        settle(nanos.getAsLong());
        return counted.with(spool);
    }

    /** What has not arrived by now stays in the spool; answers how many records are lost since it does not last. */
    synchronized long close() {
        generation++; // what it has not delivered is no refusal
        carrier.close();
        settle(nanos.getAsLong());
        boolean kept = keepHead();
        try {
            return spool.close() + (kept ? 0 : head.unkept().size());
        } catch (IOException e) {
            log.warn("the spool at {} could not be closed: {}", spool.name(), e.getMessage());
            return head.unkept().size();
        }
    }
}

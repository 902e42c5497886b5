package dev.pgsonde.collect.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A producer and its broker, by hand: what is sent waits until the test lets it arrive. */
final class FakeCarrier implements Carrier {
    private record Sent(Parcel parcel, Consumer<Outcome> later) {}

    private static final Outcome UNREACHABLE = new Outcome(Kind.REFUSED, "the broker is not reachable");

    final List<Parcel> arrived = new ArrayList<>();
    private final Deque<Sent> onTheWay = new ArrayDeque<>();
    private Predicate<Parcel> unfit = parcel -> false;
    private boolean failed;
    private boolean deaf;
    int renewals;

    void refuseForEver(Predicate<Parcel> which) {
        unfit = which;
    }

    /** Takes nothing any more, not even into its own memory. */
    void beDeaf(boolean now) {
        deaf = now;
    }

    List<Parcel> onTheWay() {
        return onTheWay.stream().map(Sent::parcel).toList();
    }

    @Override
    public Optional<Outcome> send(Parcel parcel, Consumer<Outcome> later) {
        if (failed || deaf) {
            return Optional.of(UNREACHABLE);
        }
        if (unfit.test(parcel)) {
            return Optional.of(new Outcome(Kind.UNFIT, "too large"));
        }
        onTheWay.add(new Sent(parcel, later));
        return Optional.empty();
    }

    @Override
    public void mention(Parcel parcel, Consumer<Outcome> later) {
        if (failed || deaf) {
            later.accept(UNREACHABLE);
        } else {
            arrived.add(parcel);
            later.accept(Outcome.ARRIVED);
        }
    }

    void arrive(int records) {
        for (int n = 0; n < records && !onTheWay.isEmpty(); n++) {
            Sent first = onTheWay.remove();
            arrived.add(first.parcel());
            first.later().accept(Outcome.ARRIVED);
        }
    }

    /** The broker says no to the oldest, and the producer gives up all that it has. */
    void fail() {
        failed = true;
        List<Sent> all = List.copyOf(onTheWay);
        onTheWay.clear();
        all.forEach(sent -> sent.later().accept(new Outcome(Kind.REFUSED, "not allowed")));
    }

    /** The broker has the oldest, but its answer gets lost. */
    void arriveUnheard() {
        if (!onTheWay.isEmpty()) {
            arrived.add(onTheWay.peek().parcel());
        }
    }

    void refuseOldest(String why) {
        onTheWay.remove().later().accept(new Outcome(Kind.UNFIT, why));
    }

    @Override
    public void renew() {
        if (failed) {
            failed = false;
            renewals++;
        }
    }

    @Override
    public void close() {
        onTheWay.clear();
    }
}

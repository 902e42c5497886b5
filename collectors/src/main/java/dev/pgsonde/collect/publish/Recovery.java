package dev.pgsonde.collect.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a spool writes down so that the next process knows up to when everything has arrived, or is on the disk: records of
 * a later time may be gone when the machine has stopped meanwhile, and are told as a gap.
 */
final class Recovery {
    static final String UNSAFE = "they were not yet safe on the disk of the spool, or were damaged there";

    private final Shelf shelf;
    private final Set<String> topics;
    private SpoolState state;
    private SpoolState kept;

    Recovery(Shelf shelf, Set<String> topics, SpoolState before) {
        this.shelf = shelf;
        this.topics = Set.copyOf(topics);
        this.state = before;
        this.kept = before;
    }

    /** {@code known}: everything up to then has arrived or is here. */
    void begin(Shelf.Left left, @Nullable Instant known) throws IOException {
        boolean stopped = !state.clean() && !state.boot().equals(shelf.boot());
        if (stopped || left.torn()) {
            Instant torn = left.tornAfter() == null ? state.upTo() : left.tornAfter();
            Instant since = left.torn() ? earlier(torn, known) : known;
            state = state.owing(earlier(state.owedFrom(), since == null ? Instant.EPOCH : since));
        }
        state = state.openedIn(shelf.boot());
        write(true);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** What is written first, of whatever time, must not be forgotten without a word. */
    void expect(Instant first) throws IOException {
        if (state.upTo() == null) {
            state = state.upTo(first);
            write(true);
        }
    }

    /** What is to be told before the record of {@code now}: nobody knows what came between. */
    List<Gap> owed(Instant now) {
        Instant owedFrom = state.owedFrom();
        if (owedFrom == null) {
            return List.of();
        }
        Instant from = owedFrom.isBefore(now) ? owedFrom : now;
        Instant to = owedFrom.isBefore(now) ? now : owedFrom;
        return topics.stream()
                .sorted()
                .map(topic -> new Gap(topic, 0, from, to, UNSAFE))
                .toList();
    }

    /** The gaps are in the spool, and last. */
    void told() throws IOException {
        state = state.owing(null);
        write(true);
    }

    Place arrived() {
        return state.arrived();
    }

    void arrived(Place place) {
        state = state.through(place);
    }

    void arrivedUpTo(Instant at) {
        state = state.upTo(at);
    }

    /** Not durably: what is known too late costs a repetition, or a wider gap. */
    void keep() throws IOException {
        if (!state.equals(kept)) {
            write(false);
        }
    }

    void close() throws IOException {
        state = state.closed();
        write(true);
    }

    private void write(boolean durably) throws IOException {
        shelf.keep(state, durably);
        kept = state;
    }
}

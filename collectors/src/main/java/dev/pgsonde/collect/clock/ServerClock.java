package dev.pgsonde.collect.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server's clock, guessed from its last answer and from a monotonic clock here. */
public final class ServerClock {
    /** Clocks that are being corrected run up to a thousandth slower; less than that is no step. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    private record Heard(Instant at, long askedNanos, long answeredNanos) {}

    private volatile @Nullable Heard last;

    /** The server says that it is {@code at}; answers how far its clock must have stepped back since it was last asked. */
    public Optional<Duration> hear(Instant at, long askedNanos, long answeredNanos) {
        Heard before = last;
        last = new Heard(at, askedNanos, answeredNanos);
        if (before == null) {
            return Optional.empty();
        }
        Duration passed = Duration.ofNanos(askedNanos - before.answeredNanos());
        Duration missing = Duration.between(at, before.at().plus(passed));
        boolean stepped = missing.compareTo(TOLERANCE.plus(passed.dividedBy(1000))) > 0;
        return stepped ? Optional.of(missing) : Optional.empty();
    }

    /** Whether the server has ever been asked. */
    public boolean isSet() {
        return last != null;
    }

    /** The best guess of the server's clock when the monotonic clock here reads {@code nanos}. */
    public Instant at(long nanos) {
        Heard heard = last;
        if (heard == null) {
            throw new IllegalStateException("the server has not been asked yet");
        }
        long middle = heard.askedNanos() + (heard.answeredNanos() - heard.askedNanos()) / 2;
        return heard.at().plusNanos(nanos - middle);
    }
}

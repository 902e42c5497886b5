package dev.pgsonde.local.agent;

import dev.pgsonde.local.agent.Replay.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What somebody who did all the work knows of one count, which never falls, from shortly before and after each piece. */
final class Truth {
    private final List<Least> least = new ArrayList<>();
    private final List<Most> most = new ArrayList<>();
    private long value;

    /** Every round that began after {@code at} saw at least this. */
    private record Least(long value, Instant at) {}

    /** No round up to this one saw more than this. */
    private record Most(long value, long round) {}

    /** The bounds of a difference. */
    record Range(long least, long most) {
        boolean isExact() {
            return least == most;
        }

        boolean has(long value) {
            return least <= value && value <= most;
        }
    }

    /** Work begins, and the rounds up to {@code lastRound} are over. */
    void before(long lastRound) {
        most.add(new Most(value, lastRound));
    }

    /** Work is over, and is seen by whoever looks after {@code at}. */
    void after(long more, Instant at) {
        value += more;
        least.add(new Least(value, at));
    }

    /** How far it is, whoever brought it there. */
    void reached(long now, long lastRound, Instant at) {
        value = now;
        before(lastRound);
        after(0, at);
    }

    Range between(Point from, Point to) {
        return new Range(Math.max(0, least(to) - most(from)), most(to) - least(from));
    }

    private long least(Point point) {
        return least.stream()
                .filter(each -> each.at().isBefore(point.at()))
                .mapToLong(Least::value)
                .max()
                .orElse(0);
    }

    private long most(Point point) {
        return most.stream()
                .filter(each -> each.round() >= point.round())
                .mapToLong(Most::value)
                .min()
                .orElse(value);
    }
}

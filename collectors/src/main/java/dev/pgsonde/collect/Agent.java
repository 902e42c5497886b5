package dev.pgsonde.collect;

import dev.pgsonde.collect.change.Capture;
import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.clock.Ticks;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.collect.server.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a round at every tick until it is stopped, through as many sessions as that takes. */
final class Agent {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** Rounds begin a little after the edge rather than before it. */
    private static final Duration AFTER_EDGE = Duration.ofMillis(8);

    private final Postgres postgres;
    private final SamplingRound round;
    private final Ticks ticks;
    private final ServerClock clock;
    private final LongSupplier nanos;
    private final @Nullable Capture capture;
    private final CountDownLatch stop = new CountDownLatch(1);

    private volatile @Nullable Session session;

    Agent(
            Postgres postgres,
            SamplingRound round,
            Ticks ticks,
            ServerClock clock,
            LongSupplier nanos,
            @Nullable Capture capture) {
        this.postgres = postgres;
        this.round = round;
        this.ticks = ticks;
        this.clock = clock;
        this.nanos = nanos;
        this.capture = capture;
    }

    void run(Session first) throws InterruptedException {
        session = first;
        for (Session open = first; open != null; open = reopen()) {
            sampleUntilLost(open);
        }
    }

    /** Ends {@link #run} soon; another thread calls it. */
    void stop() {
        stop.countDown();
        Session open = session;
        if (open != null) {
            try {
                open.cancel();
            } catch (SQLException e) {
                log.debug("nothing to cancel: {}", Refusal.reason(e));
            }
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void sampleUntilLost(Session open) throws InterruptedException {
        try (open) {
            sample(open);
            if (capture != null) {
                capture.end(open);
            }
        } catch (SQLException e) {
            if (isStopped()) {
                if (capture != null) {
                    capture.end(null);
                }
            } else {
                log.warn("lost PostgreSQL at {}: {}; trying again until it is back", postgres, Refusal.reason(e));
            }
        }
    }

    private void sample(Session open) throws SQLException, InterruptedException {
        open.moment(); // the first question of a session takes long, and would make the clock inexact
        Moment opened = open.moment();
        clock.hear(opened.at(), opened.askedNanos(), opened.answeredNanos());
        Instant tick = ticks.after(opened.at().minus(ticks.every()), clock.at(nanos.getAsLong()));
        for (boolean anew = true; !waitUntil(tick); anew = false) {
            Instant began = round.run(open, anew, this::isStopped);
            tick = ticks.after(began, clock.at(nanos.getAsLong()));
        }
    }

    /** Answers whether the agent was stopped before it was time. */
    private boolean waitUntil(Instant tick) throws InterruptedException {
        Duration left = Duration.between(clock.at(nanos.getAsLong()), tick.plus(AFTER_EDGE));
        return stop.await(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** The next session, as soon as the server gives one; none when the agent was stopped. */
    private @Nullable Session reopen() throws InterruptedException {
        session = null;
        Duration pause = FIRST_PAUSE;
        while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                Session open = postgres.open();
                session = open;
                log.info("PostgreSQL at {} is back", postgres);
                return open;
            } catch (SQLException e) {
                log.debug("still no PostgreSQL at {}: {}", postgres, Refusal.reason(e));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
        return null;
    }
}

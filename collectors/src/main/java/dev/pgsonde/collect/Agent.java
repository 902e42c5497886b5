package dev.pgsonde.collect;

import dev.pgsonde.collect.clock.ServerClock;
import dev.pgsonde.collect.clock.Ticks;
import dev.pgsonde.collect.guard.Backoff;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.collect.server.AgentLock;
import dev.pgsonde.collect.server.LockClaim;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.collect.server.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a round at every tick until it is stopped, through as many sessions as that takes, while no other agent does. */
final class Agent {
    private static final Logger log = LoggerFactory.getLogger(Agent.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final long LEFTOVER_MS = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** Rounds begin a little after the edge rather than before it. */
    private static final Duration AFTER_EDGE = Duration.ofMillis(8);

    private final String source;
    private final Postgres postgres;
    private final SamplingRound round;
    private final Glances glances;
    private final Ticks ticks;
    private final ServerClock clock;
    private final LongSupplier nanos;
    private final Backoff backoff = new Backoff(
            FIRST_PAUSE, LONGEST_PAUSE, () -> ThreadLocalRandom.current().nextDouble());
    private final CountDownLatch stop = new CountDownLatch(1);

    /** The server's process for the session that led last; it may outlive the connection for a while. */
    private int lastProcess;

    private volatile @Nullable Session session;

    Agent(
            String source,
            Postgres postgres,
            SamplingRound round,
            Glances glances,
            Ticks ticks,
            ServerClock clock,
            LongSupplier nanos) {
        this.source = source;
        this.postgres = postgres;
        this.round = round;
        this.glances = glances;
        this.ticks = ticks;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** {@code succeeded} is run after each round. */
    void run(Session first, Runnable succeeded) throws InterruptedException {
        session = first;
        try {
            for (Session open = first; open != null; open = reopen()) {
                sampleUntilLost(open, succeeded);
            }
        } finally {
            round.end(null);
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

    private void sampleUntilLost(Session open, Runnable succeeded) throws InterruptedException {
        try (open) {
            sample(open, succeeded);
            round.end(open);
        } catch (SQLException e) {
            if (!isStopped()) {
                round.fail(e);
                log.warn("{}: lost PostgreSQL at {}: {}; trying again", source, postgres, Refusal.reason(e));
            }
        } finally {
            round.lose();
        }
    }

    private void sample(Session open, Runnable succeeded) throws SQLException, InterruptedException {
        open.moment(); // the first question of a session takes long, and would make the clock inexact
        Moment opened = open.moment();
        clock.hear(opened.at(), opened.askedNanos(), opened.answeredNanos());
        glances.begin(open, opened);
        AgentLock lock = open.lock(source);
        boolean unused = lead(open, lock);
        boolean anew = true;
        Instant tick = firstTick();
        while (!waitUntil(open, tick)) {
            if (lead(open, lock)) {
                anew = true;
                tick = firstTick();
                continue;
            }
            Instant began = round.run(open, tick, anew, this::isStopped);
            anew = false;
            tick = ticks.after(began, now());
            backoff.reset();
            succeeded.run();
        }
    }

    private Instant firstTick() {
        Instant now = now();
        return ticks.after(now.minus(ticks.every()), now);
    }

    /**
     * Waits until no other agent samples this server; tried between two ticks, so that the next one is not missed. Answers
     * whether it had to wait.
     */
    private boolean lead(Session open, AgentLock lock) throws SQLException, InterruptedException {
        Instant refused = null;
        LockClaim claim = lock.claim();
        for (; !isStopped() && !claim.leads(); claim = lock.claim()) {
            if (refused == null && lock.endLeftover(lastProcess)) {
                boolean unused = stop.await(LEFTOVER_MS, TimeUnit.MILLISECONDS);
                continue;
            }
            if (refused == null) {
                log.info("{}: another agent samples PostgreSQL at {}; standing by", source, postgres);
                round.end(open);
            }
            refused = now();
            round.standBy(refused);
            Instant middle = ticks.after(refused, refused).plus(ticks.every().dividedBy(2));
            boolean unused = stop.await(nanosUntil(middle), TimeUnit.NANOSECONDS);
        }
        lastProcess = open.backend().pid();
        round.hear(claim.stranger());
        if (refused != null && !isStopped()) {
            log.info("{}: the other agent is gone; taking over", source);
            round.takeOver(refused, now());
        }
        return refused != null;
    }

    /** Looks at the sessions meanwhile. Answers whether the agent was stopped before it was time. */
    private boolean waitUntil(Session open, Instant tick) throws SQLException, InterruptedException {
        Instant edge = tick.plus(AFTER_EDGE);
        while (!isStopped() && now().isBefore(edge)) {
            Instant glance = glances.next();
            if (!stop.await(nanosUntil(glance.isBefore(edge) ? glance : edge), TimeUnit.NANOSECONDS)) {
                glances.take(open, now());
            }
        }
        return isStopped();
    }

    private Instant now() {
        return clock.at(nanos.getAsLong());
    }

    private long nanosUntil(Instant then) {
        return Math.max(0, Duration.between(now(), then).toNanos());
    }

    /** The next session, as soon as the server gives one; none when the agent was stopped. */
    private @Nullable Session reopen() throws InterruptedException {
        session = null;
        while (!stop.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                Session open = postgres.open();
                session = open;
                log.info("{}: PostgreSQL at {} is back", source, postgres);
                return open;
            } catch (SQLException e) {
                round.fail(e);
                log.debug("{}: still no PostgreSQL at {}: {}", source, postgres, Refusal.reason(e));
            }
        }
        return null;
    }
}

package dev.pgsonde.collect.publish;

import java.util.Optional;

/**
 * What has become of the records that were sent: how many wait, how many were lost, whether anybody takes them. Readings
 * of a monotonic clock are handed in.
 */
final class Delivery {
    static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /** Records that never arrived, and why the last of them did not. */
    record Loss(int records, String reason) {}

    private int waiting;
    private long waitingSince;
    private long pauseUntil;
    private boolean paused;
    private boolean away;
    private int failures;
    private int lost;
    private String reason = "";

    synchronized void sent(long now) {
        if (waiting++ == 0) {
            waitingSince = now;
        }
    }

    /** Answers whether this is the first to arrive after the broker was away. */
    synchronized boolean arrived(long now) {
        waiting--;
        waitingSince = now;
        paused = false;
        boolean back = away;
        away = false;
        return back;
    }

    synchronized void failed(int records, String why) {
        waiting--;
        failures++;
        lose(records, why);
    }

    synchronized int failures() {
        return failures;
    }

    synchronized void lose(int records, String why) {
        lost += records;
        reason = why;
    }

    /** The broker takes nothing and the buffer is full: to wait for room again and again would stop the agent. */
    synchronized void pause(long now) {
        paused = true;
        pauseUntil = now + PAUSE_NANOS;
    }

    synchronized boolean isPaused(long now) {
        return paused && now < pauseUntil;
    }

    /** Answers true once, when nothing has arrived for too long. */
    synchronized boolean goesAway(long now) {
        if (away || waiting == 0 || now - waitingSince < PATIENCE_NANOS) {
            return false;
        }
        away = true;
        return true;
    }

    /** What was lost so far, once the broker is there again; it is then no longer counted here. */
    synchronized Optional<Loss> takeLoss() {
        if (lost == 0 || away || paused) {
            return Optional.empty();
        }
        Loss loss = new Loss(lost, reason);
        lost = 0;
        return Optional.of(loss);
    }
}

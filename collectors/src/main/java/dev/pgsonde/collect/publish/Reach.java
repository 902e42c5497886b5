package dev.pgsonde.collect.publish;

/** Whether anybody takes what is sent. Readings of a monotonic clock are handed in. */
final class Reach {
    static final long SILENCE_NANOS = 2_000_000_000L;
    private static final long FIRST_PAUSE_NANOS = 500_000_000L;
    private static final int LONGEST_PAUSE = 2; // doublings: 2 s

    private long heardAt;
    private long pauseUntil;
    private int refusals;
    private boolean away;

    /** The first record is on its way again: from now on somebody ought to answer. */
    void setOut(long now) {
        heardAt = now;
    }

    boolean isSilent(long now) {
        return now - heardAt >= SILENCE_NANOS;
    }

    boolean isPaused(long now) {
        return refusals > 0 && now < pauseUntil;
    }

    boolean wasRefused() {
        return refusals > 0;
    }

    void refused(long now) {
        pauseUntil = now + (FIRST_PAUSE_NANOS << Math.min(refusals, LONGEST_PAUSE));
        refusals++;
    }

    /** Answers true once, until somebody is there again. */
    boolean goesAway() {
        boolean told = away;
        away = true;
        return !told;
    }

    boolean isAway() {
        return away;
    }

    /** Answers whether this is the first to arrive after nobody was there. */
    boolean arrived(long now) {
        heardAt = now;
        refusals = 0;
        boolean back = away;
        away = false;
        return back;
    }
}

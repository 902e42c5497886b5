package dev.pgsonde.collect.server;

import dev.pgsonde.collect.config.Timeouts;

/** What a session sets for itself: short deadlines, and nothing that costs the server much. */
final class RoundSql {
    /** All views of a round are read in one transaction that changes nothing. */
    static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;" + SearchPath.STANDARD;

    private static final int IDLE_SESSION_TIMEOUT = 14;
    private static final long IDLE_MS = 30_000;

    private RoundSql() {}

    static String atStart(Timeouts.Limits limits, int major) {
        return "SET lock_timeout = " + limits.lock().toMillis() + ";"
                + "SET statement_timeout = " + limits.statement().toMillis() + ";"
                + "SET idle_in_transaction_session_timeout = " + limits.round().toMillis() + ";"
                + "SET row_security = off;"
                + "SET jit = off;"
                + "SET max_parallel_workers_per_gather = 0;"
                + endsWithItsAgent(limits, major);
    }

    /** A session whose agent has gone, or has stopped, gives up soon what it holds, so that another can take over. */
    private static String endsWithItsAgent(Timeouts.Limits limits, int major) {
        String keepalive =
                "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";
        long idleMs = Math.max(IDLE_MS, 3 * limits.round().toMillis());
        return major < IDLE_SESSION_TIMEOUT ? keepalive : keepalive + "; SET idle_session_timeout = " + idleMs;
    }
}

package dev.pgsonde.collect.server;

import dev.pgsonde.collect.config.Timeouts;

/** The statements that open a round: one read-only snapshot, short deadlines, and nothing that costs the server much. */
final class RoundSql {
    private static final int SNAPSHOT_OF_STATISTICS = 15;

    private RoundSql() {}

    static String begin(Timeouts.Limits limits, int major) {
        String begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                + "SET LOCAL search_path = pg_catalog, pg_temp;"
                + "SET LOCAL lock_timeout = " + limits.lock().toMillis() + ";"
                + "SET LOCAL statement_timeout = " + limits.statement().toMillis() + ";"
                + "SET LOCAL idle_in_transaction_session_timeout = "
                + limits.round().toMillis() + ";"
                + "SET LOCAL jit = off;"
                + "SET LOCAL max_parallel_workers_per_gather = 0";
        return major < SNAPSHOT_OF_STATISTICS ? begin : begin + ";SET LOCAL stats_fetch_consistency = snapshot";
    }
}

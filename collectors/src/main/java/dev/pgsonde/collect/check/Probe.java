package dev.pgsonde.collect.check;

/** A function of the server that may be withheld from the role, as managed services do; each is tried, whoever runs it. */
enum Probe {
    CONTROL(
            "pg_control_system()",
            true,
            true,
            "the server's identity, without which no sample can be laid to a server"),
    CHECKPOINT("pg_control_checkpoint()", true, true, "the timeline of a standby"),
    INSERT_LSN("pg_current_wal_insert_lsn()", true, false, "the exact volume of WAL"),
    WAL_DIRECTORY("pg_ls_waldir()", false, true, "the size of the WAL that is kept"),
    STARTED("pg_postmaster_start_time()", true, true, "restarts, which would look like lost counters"),
    RECEIVER("pg_stat_get_wal_receiver()", false, true, "the state of a standby's WAL receiver");

    private final String call;
    private final boolean needed;
    private final boolean onStandby;
    private final String without;

    Probe(String call, boolean needed, boolean onStandby, String without) {
        this.call = call;
        this.needed = needed;
        this.onStandby = onStandby;
        this.without = without;
    }

    String call() {
        return call;
    }

    String without() {
        return without;
    }

    boolean isFor(boolean standby) {
        return onStandby || !standby;
    }

    String question() {
        return "SELECT count(*) FROM pg_catalog." + call;
    }

    /** Those that pg_monitor brings are not told of twice. */
    Verdict judge(ServerFacts facts) {
        boolean ofMonitor = this == WAL_DIRECTORY;
        if (!isFor(facts.standby()) || (ofMonitor && !facts.role().monitors())) {
            return new Verdict.Beside();
        }
        if (!facts.refused().contains(call)) {
            return new Verdict.Fine("may be called");
        }
        String grant = "GRANT EXECUTE ON FUNCTION pg_catalog." + call + " TO "
                + facts.role().quoted() + ";";
        return needed ? Verdict.missing("may not be called", grant) : Verdict.poor("may not be called", grant);
    }
}

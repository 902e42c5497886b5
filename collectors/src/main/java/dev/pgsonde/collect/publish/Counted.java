package dev.pgsonde.collect.publish;

/** What has become of the records of one lane, other than those that the spool knows of. */
final class Counted {
    private long records;
    private long bytes;
    private long lost;
    private boolean lostSince;

    void arrived(int size) {
        records++;
        bytes += size;
    }

    void lostOne() {
        lost++;
        lostSince = true;
    }

    /** Answers whether anything was lost since the last call. */
    boolean takeLost() {
        boolean was = lostSince;
        lostSince = false;
        return was;
    }

    Throughput with(Spool spool) {
        long waiting = spool.parcels();
        return new Throughput(records, bytes, waiting, waiting == 0 ? 0 : spool.bytes(), lost + spool.lost());
    }
}

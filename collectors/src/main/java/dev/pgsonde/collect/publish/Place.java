package dev.pgsonde.collect.publish;

/** Where an entry lies in the spool: from its first byte to the one after its last. */
record Place(long segment, long begin, long end) {
    static final Place NOWHERE = new Place(0, 0, 0);
}

package dev.pgsonde.collect.publish;

/** How much there may be, and from what size on a round's edge begins another segment. */
record Bound(long max, long segment) {
    private static final int SEGMENTS = 16;
    private static final long SMALLEST = 1 << 20;

    static Bound of(long max) {
        return new Bound(max, Math.max(SMALLEST, max / SEGMENTS));
    }
}

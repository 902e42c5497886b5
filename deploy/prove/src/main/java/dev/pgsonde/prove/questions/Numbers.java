package dev.pgsonde.prove.questions;

/** Numbers as servers have them: each column has a magnitude of its own, each server a load, and a day its hours. */
record Numbers(long seed) {
    private static final int LARGEST_POWER = 18;
    private static final double A_DAY = 2880;

    /** What a column of a row came to in a window; the same for the same names, wherever it is asked for. */
    long of(int server, int row, int column, long window) {
        int power = 2 + Math.floorMod(mixed(column, 0, 0), LARGEST_POWER);
        double load = 0.3 + Math.floorMod(mixed(server, row, 7), 1000) / 500.0;
        double hour = 1.5 + Math.sin(2 * Math.PI * window / A_DAY);
        long noise = Math.floorMod(mixed(31L * server + row, column, window), 256L);
        return 1 + (long) ((1L << power) * load * hour * (1 + noise / 512.0));
    }

    private long mixed(long one, long two, long three) {
        long hash = seed ^ one * 0x9E3779B97F4A7C15L ^ two * 0xC2B2AE3D27D4EB4FL ^ three * 0x165667B19E3779F9L;
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return hash ^ hash >>> 31;
    }
}

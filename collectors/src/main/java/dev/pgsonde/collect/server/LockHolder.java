package dev.pgsonde.collect.server;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who holds the lock of the agents of a source and is none of them.
 *
 * @param pid the server's process; absent for a prepared transaction
 */
public record LockHolder(@Nullable Integer pid, String role, String application) {
    private static final int LONGEST_NAME = 63;

    /** For people: whatever the names are, one line of printable characters. */
    public String text() {
        return pid == null
                ? "a prepared transaction"
                : "role " + plain(role) + ", application " + plain(application) + ", process " + pid;
    }

    /** What ends it. */
    public String remedy() {
        return pid == null
                ? "look for it in pg_prepared_xacts, and run ROLLBACK PREPARED there"
                : "as a superuser run: SELECT pg_terminate_backend(" + pid + ");";
    }

    private static String plain(String name) {
        String printable = name.replaceAll("[^\\p{L}\\p{N} ._:@/+-]", "?");
        String cut = printable.length() <= LONGEST_NAME ? printable : printable.substring(0, LONGEST_NAME);
        return cut.isBlank() ? "(none)" : cut;
    }
}

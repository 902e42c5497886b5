package dev.pgsonde.collect.server;

import org.jspecify.annotations.Nullable;

/**
 * Whether an agent samples its source.
 *
 * @param stranger who holds the lock without being an agent
 */
public record LockClaim(boolean leads, @Nullable LockHolder stranger) {
    static final LockClaim LEADS = new LockClaim(true, null);
    static final LockClaim STANDS_BY = new LockClaim(false, null);
}

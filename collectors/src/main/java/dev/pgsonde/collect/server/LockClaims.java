package dev.pgsonde.collect.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lock of the agents of a source, and which sessions are of such agents. A session is an agent's when our own
 * role logged in for it, it bears the agents' application name, and it has asked something lately: the first nobody else can
 * pretend, and whoever has done nothing for long does not sample.
 */
record LockClaims(List<Claimant> claimants, int ownPid, Duration longestQuiet) {
    private static final Comparator<Claimant> EARLIEST_FIRST = Comparator.comparing(
                    Claimant::started, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Claimant::pid, Comparator.nullsLast(Comparator.<Integer>naturalOrder()));

    /**
     * A session that holds the lock or is marked as an agent's.
     *
     * @param quietMillis how long ago it was last asked something; absent where the server does not track that
     */
    record Claimant(
            @Nullable Integer pid,
            boolean holds,
            boolean marked,
            String role,
            String application,
            @Nullable Instant started,
            @Nullable Long quietMillis) {}

    LockClaims {
        claimants = List.copyOf(claimants);
    }

    /** Of us, who have not got the lock. */
    LockClaim judge() {
        List<Claimant> holders = claimants.stream().filter(Claimant::holds).toList();
        if (holders.isEmpty() || holders.stream().anyMatch(this::isAgent)) {
            return LockClaim.STANDS_BY;
        }
        Claimant stranger = holders.get(0);
        boolean first = claimants.stream()
                .filter(this::isAgent)
                .min(EARLIEST_FIRST)
                .map(this::isUs)
                .orElse(true);
        return new LockClaim(first, new LockHolder(stranger.pid(), stranger.role(), stranger.application()));
    }

    private boolean isAgent(Claimant claimant) {
        Long quiet = claimant.quietMillis();
        return isUs(claimant) || (claimant.marked() && (quiet == null || quiet <= longestQuiet.toMillis()));
    }

    private boolean isUs(Claimant claimant) {
        return claimant.pid() != null && claimant.pid() == ownPid;
    }
}

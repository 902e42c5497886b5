package dev.pgsonde.collect.change;

import org.jspecify.annotations.Nullable;

/**
 * What a server offers to change capture at the moment: its settings, the role's rights, the publication, the slot.
 *
 * @param mostRetainedBytes how much WAL the server lets a slot hold back; -1 when there is no bound
 */
public record Ground(
        String walLevel,
        boolean standby,
        String role,
        boolean mayReplicate,
        boolean published,
        long mostRetainedBytes,
        @Nullable Slot slot) {
    /**
     * The replication slot of the configured name, whoever made it.
     *
     * @param confirmed the position up to which its reader had everything
     */
    public record Slot(
            @Nullable Integer activePid,
            boolean ours,
            @Nullable String walStatus,
            @Nullable String confirmed,
            long retainedBytes) {}

    /** Whether the server lets a slot hold back any amount of WAL. */
    public boolean isUnbounded() {
        return mostRetainedBytes < 0;
    }
}

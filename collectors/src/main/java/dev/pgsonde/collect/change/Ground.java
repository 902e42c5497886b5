package dev.pgsonde.collect.change;

import org.jspecify.annotations.Nullable;

/** What a server offers to change capture at the moment: its settings, the role's rights, the publication, the slot. */
public record Ground(
        String walLevel,
        boolean standby,
        String role,
        boolean mayReplicate,
        boolean published,
        @Nullable Slot slot) {
    /** The replication slot of the configured name, whoever made it. */
    public record Slot(
            @Nullable Integer activePid,
            boolean ours,
            @Nullable String walStatus,
            long retainedBytes) {}
}

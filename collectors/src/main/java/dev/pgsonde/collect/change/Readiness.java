package dev.pgsonde.collect.change;

import dev.pgsonde.collect.config.CaptureConfig;
import java.util.Optional;

/** Whether change capture may run on what the server offers, and the SQL that mends it when it may not. */
final class Readiness {
    private static final long IDLE_BYTES = 32L << 20;

    private Readiness() {}

    /**
     * Whether a slot that is read holds back WAL because nothing of what is read comes by: its position moves with what was
     * published only.
     */
    static boolean isIdle(Ground ground, CaptureConfig config) {
        Ground.Slot slot = ground.slot();
        long bound = Math.min(IDLE_BYTES, config.maxRetained().bytes() / 4);
        return slot != null && slot.activePid() != null && slot.retainedBytes() > bound;
    }

    /** Why capture cannot start, or nothing. */
    static Optional<String> obstacle(Ground ground, CaptureConfig config) {
        if (ground.standby()) {
            return Optional.of("the server is a standby; changes are read from the primary");
        }
        if (!ground.walLevel().equals("logical")) {
            return Optional.of("wal_level is " + ground.walLevel()
                    + "; run: ALTER SYSTEM SET wal_level = logical; and restart the server");
        }
        if (!ground.mayReplicate()) {
            return Optional.of(
                    "the role may not replicate; run: ALTER ROLE " + quoted(ground.role()) + " REPLICATION;");
        }
        if (!ground.published()) {
            return Optional.of("there is no publication " + config.publication() + "; run: CREATE PUBLICATION "
                    + quoted(config.publication()) + " FOR TABLE ...; with tables that have a primary key, since a"
                    + " published table without one refuses UPDATE and DELETE");
        }
        if (isUnboundedUnasked(ground, config)) {
            return Optional.of("the server does not bound how much WAL a slot may hold back (max_slot_wal_keep_size ="
                    + " -1), so that a slot without a reader fills the disk; run: ALTER SYSTEM SET"
                    + " max_slot_wal_keep_size = '10GB'; SELECT pg_reload_conf(); or accept it with"
                    + " capture.unbounded_wal: true");
        }
        Ground.Slot slot = ground.slot();
        if (slot == null) {
            return Optional.empty();
        }
        if (!slot.ours()) {
            return Optional.of(
                    "the slot " + config.slot() + " belongs to another plugin or database; choose another name");
        }
        return slot.activePid() == null
                ? Optional.empty()
                : Optional.of("the slot " + config.slot() + " is in use by process " + slot.activePid()
                        + " of the server; another agent may be running");
    }

    private static boolean isUnboundedUnasked(Ground ground, CaptureConfig config) {
        return ground.isUnbounded() && !config.unboundedWal();
    }

    /** Why a running capture must be stopped for the server's sake, or nothing. */
    static Optional<String> danger(Ground ground, CaptureConfig config) {
        if (isUnboundedUnasked(ground, config)) {
            return Optional.of(
                    "the server no longer bounds how much WAL a slot may hold back (max_slot_wal_keep_size)");
        }
        Ground.Slot slot = ground.slot();
        if (slot == null) {
            return Optional.empty();
        }
        if (slot.retainedBytes() > config.maxRetained().bytes()) {
            return Optional.of("the slot held back " + slot.retainedBytes() + " bytes of WAL, more than max_retained ("
                    + config.maxRetained() + ")");
        }
        boolean lost = "lost".equals(slot.walStatus()) || "unreserved".equals(slot.walStatus());
        return lost
                ? Optional.of("the server no longer keeps the slot's WAL (" + slot.walStatus() + ")")
                : Optional.empty();
    }

    private static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }
}

package dev.pgsonde.collect.change;

import dev.pgsonde.collect.config.CaptureConfig;
import java.util.Optional;

/** Whether change capture may run on what the server offers, and the SQL that mends it when it may not. */
final class Readiness {
    private Readiness() {}

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
                    + quoted(config.publication()) + " FOR ALL TABLES;");
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

    /** Why a running capture must be stopped for the server's sake, or nothing. */
    static Optional<String> danger(Ground ground, CaptureConfig config) {
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

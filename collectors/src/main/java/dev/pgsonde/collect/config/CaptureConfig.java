package dev.pgsonde.collect.config;

import java.util.regex.Pattern;

/**
 * The change capture: what it reads, through which slot, and how much WAL the slot may hold back.
 *
 * @param unboundedWal whether it may run where the server itself does not bound what a slot holds back
 */
public record CaptureConfig(String publication, String slot, Size maxRetained, Boolean unboundedWal) {
    private static final Pattern SLOT = Pattern.compile("pgsonde[a-z0-9_]{0,56}");
    private static final Size RETAINED = new Size(512L << 20);

    /** A key that is missing from the file arrives as null. */
    public CaptureConfig {
        publication = publication == null ? "pgsonde" : publication;
        slot = slot == null ? "pgsonde" : slot;
        maxRetained = maxRetained == null ? RETAINED : maxRetained;
        unboundedWal = unboundedWal != null && unboundedWal;
        if (publication.isBlank()) {
            throw new IllegalArgumentException("publication is empty");
        }
        if (!SLOT.matcher(slot).matches()) {
            throw new IllegalArgumentException(
                    "the slot's name must be pgsonde or begin with it, in a-z, 0-9 and _: an "
                            + "inactive slot of this name is dropped, so it must not be anybody else's");
        }
    }
}

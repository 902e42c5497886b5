package dev.pgsonde.schema;

import java.time.Instant;
import java.util.Locale;

/**
 * What a counter's life is bound to: two samples of different incarnations have no difference.
 *
 * @param postmasterStart when the server started, or after a crash of one of its processes started all of them anew
 */
public record Incarnation(String system, int timeline, Instant postmasterStart, Role role) {
    /** Whether the server was a primary or a standby when it was asked. */
    public enum Role {
        PRIMARY,
        STANDBY
    }

    /** A name for people and for Druid: system, timeline, start in seconds, role. */
    public String id() {
        return system + "-" + timeline + "-" + postmasterStart.getEpochSecond() + "-"
                + role.name().toLowerCase(Locale.ROOT);
    }
}
